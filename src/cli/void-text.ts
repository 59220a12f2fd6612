import type { VoidPlan } from "../pipeline/commands/void.ts";
import { printable } from "../text/index.ts";
import { table } from "./table.ts";

/** What a void would take away, for people. */
export function voidText({ file, months }: VoidPlan): string {
  const { fileId, objectKey, batchId } = file;
  const lines = [
    `File ${fileId} (${printable(objectKey)}) of batch ${batchId} would be Superseded, and count no more.`,
  ];
  if (months.length === 0) lines.push("No sale of it counts, so no mart would change.");
  else {
    lines.push(
      "Its sales, by month:",
      table(months, {
        month: ({ salesMonth }) => salesMonth,
        sales: ({ rowCount }) => String(rowCount),
        total: ({ totalSales }) => totalSales,
      }),
    );
  }
  lines.push(`Nothing was changed. Afterwards \`sales-pipeline replay --file ${fileId}\` would bring it back.`);
  return `${lines.join("\n")}\n`;
}
