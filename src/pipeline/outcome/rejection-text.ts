import { excerpt } from "../../text/index.ts";
import type { Rejection } from "../../warehouse/index.ts";

const MOST_EXAMPLE_CHARACTERS = 200;

/** What was rejected and for what, in one line: with the money that it would have brought, one of the rows, and what brings it back. */
export function rejectionText({ feed, code, rows, money, example, fileIds }: Rejection): string {
  const worth = money === null ? "" : `, ${money} in all`;
  const replay = fileIds.map((fileId) => `\`sales-pipeline replay --file ${fileId}\``).join(", ");
  const remedy = fileIds.length === 0 ? "" : `; once the day has come, ${replay} brings them back`;
  return `${rows} rows of ${feed} rejected for ${code}${worth}, such as ${excerpt(example, MOST_EXAMPLE_CHARACTERS)}${remedy}`;
}
