import { isSame, type Verification } from "../pipeline/commands/verify/verify.ts";
import { table } from "./table.ts";

/** What was found, for people. */
export function verifyText(found: Verification): string {
  const { months, marts, partitions } = found;
  if (months.length === 0) return "There is no month to verify.\n";
  const of = `${months.length} months (${months.join(", ")})`;
  if (isSame(found)) return `The marts of ${of} are what their sales make, and their partitions are published.\n`;
  const lines = [`Of ${of}, computed from scratch:`];
  for (const { mart, differing, rows } of marts) {
    if (differing === 0) continue;
    lines.push("", `${mart}: ${differing} rows differ. \`sales-pipeline rebuild\` mends them.`);
    const [first] = rows;
    const columns = Object.keys(first?.row ?? {}).map((name) => [
      name,
      ({ row }: (typeof rows)[number]) => row[name] ?? "NULL",
    ]);
    lines.push(table(rows, { found: ({ found: side }) => side, ...Object.fromEntries(columns) }));
    if (differing > rows.length) lines.push(`  … and ${differing - rows.length} more (--limit)`);
  }
  if (partitions.length > 0) {
    lines.push("", `${partitions.length} partition objects differ. \`sales-pipeline rebuild\` publishes them again.`);
    lines.push(table(partitions, { key: ({ key }) => key, why: ({ reason }) => reason }));
  }
  return `${lines.join("\n")}\n`;
}
