// Makes the Spark client's API reference from its docstrings, and names the exports that have none.
//   npm run docs:client
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const JSON_FILE = ".stack/api.json";

interface Reflection {
  readonly name: string;
  readonly comment?: object;
  readonly signatures?: readonly Reflection[];
}

const { status } = spawnSync("typedoc", ["--json", JSON_FILE], { stdio: ["ignore", 2, 2] });
if (status !== 0) process.exit(status ?? 1);
const { children }: { readonly children: readonly Reflection[] } = JSON.parse(readFileSync(JSON_FILE, "utf8"));
const undocumented = children.filter((child) => !isDocumented(child)).map(({ name }) => name);
for (const name of undocumented) process.stdout.write(`${name} has no description\n`);
process.stdout.write(
  `${children.length} exports, ${undocumented.length} without a description. See .stack/api/index.html\n`,
);
process.exitCode = undocumented.length === 0 ? 0 : 1;

function isDocumented({ comment, signatures = [] }: Reflection): boolean {
  return comment !== undefined || signatures.some(isDocumented);
}
