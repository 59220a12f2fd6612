import { text } from "../row.ts";
import type { Sql } from "../sql.ts";

/** What is put in place of a text that spoke of somebody. */
export const ERASED_TEXT = "(erased)";

/** An example of rejected rows, as it was uploaded. */
export interface RejectedExample {
  readonly batchId: string;
  readonly feed: string;
  readonly code: string;
  readonly example: string;
}

const EXAMPLES = "SELECT batch_id, feed, code, example FROM batch_rejections WHERE feed IN (?)";

const ERASE_EXAMPLE = "UPDATE batch_rejections SET example = ? WHERE batch_id = ? AND feed = ? AND code = ?";

export async function rejectedExamples(db: Sql, feeds: readonly string[]): Promise<readonly RejectedExample[]> {
  return (await db.query(EXAMPLES, [feeds])).map((row) => ({
    batchId: text(row, "batch_id"),
    feed: text(row, "feed"),
    code: text(row, "code"),
    example: text(row, "example"),
  }));
}

export async function eraseExample(db: Sql, { batchId, feed, code }: RejectedExample): Promise<void> {
  await db.execute(ERASE_EXAMPLE, [ERASED_TEXT, batchId, feed, code]);
}

/** Texts of the ledger for people: the table, what identifies a row of it, and the column. */
const TOLD = [
  { table: "staging_files", id: "file_id", column: "reason" },
  { table: "staging_file_events", id: "event_id", column: "message" },
  { table: "batches", id: "batch_id", column: "error_message" },
] as const;

/** Reasons quote an example of what is wrong behind these words. */
const QUOTES = "such as ";

/** The texts of the ledger that quote something that was uploaded. */
export async function quotingTexts(db: Sql): Promise<readonly ToldText[]> {
  return await toldTexts(db, [[QUOTES]]);
}

/** The text without what it quotes. */
export function withoutQuotes(told: string): string {
  return told
    .split("\n")
    .map((line) => (line.includes(QUOTES) ? `${line.slice(0, line.indexOf(QUOTES) + QUOTES.length)}…` : line))
    .join("\n");
}

/** What such a text quotes, to its end. */
export function quotedIn(told: string): readonly string[] {
  return told.split("\n").flatMap((line) => line.split(QUOTES).slice(1));
}

/**
 * The texts of the ledger that hold all values of one list, or one of the given texts; of each its place. Values are looked for as they are
 * written, case included.
 */
export async function toldTexts(db: Sql, values: readonly (readonly string[])[]): Promise<readonly ToldText[]> {
  const found: ToldText[] = [];
  for (const place of TOLD) {
    const { table, id, column } = place;
    for (const list of values) {
      const holdsAll = list.map(() => `INSTR(${column}, ?) > 0`).join(" AND ");
      const rows = await db.query(
        `SELECT CAST(${id} AS CHAR) AS id, ${column} AS told FROM ${table} WHERE ${holdsAll}`,
        list,
      );
      found.push(...rows.map((row) => ({ place, id: text(row, "id"), told: text(row, "told") })));
    }
  }
  return found;
}

export interface ToldText {
  readonly place: (typeof TOLD)[number];
  readonly id: string;
  readonly told: string;
}

export async function eraseTold(db: Sql, { place, id, told }: ToldText): Promise<void> {
  const { table, id: idColumn, column } = place;
  await db.execute(`UPDATE ${table} SET ${column} = ? WHERE ${idColumn} = ?`, [withoutDetails(told), id]);
}

/** Of `code: detail`, line by line, the codes stay. */
export function withoutDetails(told: string): string {
  const codeOf = (line: string) => /^[\w:]+: /.exec(line)?.[0] ?? "";
  return told
    .split("\n")
    .map((line) => codeOf(line) + ERASED_TEXT)
    .join("\n");
}
