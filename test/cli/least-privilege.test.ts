import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { settingsFromEnvironment } from "../../tools/stack/stack-settings.ts";
import { type Stack, startStack } from "../../tools/stack/start-stack.ts";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { connectAsAdministrator } from "../support/mysql-administrator.ts";
import { runCli } from "../support/run-cli.ts";
import { CUSTOMERS_FILE, DIMENSION_FILES, SALES_FILE, SALES_TEAM_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

let folder = "";
let stack: Stack;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "least-privilege-"));
  const { mysqlServer } = settingsFromEnvironment(process.env);
  stack = await startStack({ dir: folder, settings: { services: ["mysql"], mysqlDurable: false, mysqlServer } });
  for (const [name, value] of Object.entries(stack.env)) if (name.startsWith("MYSQL_")) process.env[name] = value;
});

afterAll(async () => {
  await stack.stop();
  await rm(folder, { recursive: true });
});

test("each command works with the MySQL privileges that docs/permissions.md lists for it, and no others", async () => {
  await using world = await openWorld({ migrated: false });
  const admin = await userOf("sales_admin", world);
  const read = await userOf("sales_read", world);

  await expectCode(0, ["init"], admin);
  // UPDATE is granted on tables that init has made.
  const run = await userOf("sales_run", world);
  await world.landAll([...DIMENSION_FILES, SALES_FILE]);
  await expectCode(0, ["run"], run);
  await expectWorkedExample(world);
  await expectCode(99, ["run"], run);
  await expectCode(0, ["doctor"], run);

  // A failed attempt, a correction, a file that is refused, and new names that all months follow.
  await world.land(SALES_FILE.key, SALES_FILE.text.replace("2,121,sugar,2023-03-15", "2,121,sugar,2023-03-16"));
  await world.land("raw/sales/wrong name.csv", "x");
  await world.land(CUSTOMERS_FILE.key, CUSTOMERS_FILE.text.replace("Saanvi", "Sana"));
  await world.land(SALES_TEAM_FILE.key, SALES_TEAM_FILE.text.replace("Rahul", "Ravi"));
  await expectCode(1, ["run"], { ...run, SPARK_JDBC_URL: "jdbc:mysql://127.0.0.1:1/sales" });
  await expectCode(0, ["run"], run);
  assert.deepEqual(
    await world.rows(
      "SELECT DISTINCT full_name FROM sales_team_data_mart WHERE sales_person_id = 1 UNION SELECT full_name FROM customer_totals WHERE customer_id = 1",
    ),
    [{ full_name: "Ravi Verma" }, { full_name: "Sana Krishna" }],
  );

  await expectCode(0, ["replay", "--file", SALES_FILE.key, "--as-of", "2026-01-01"], run);
  await expectCode(0, ["rebuild"], run);
  const [header] = SALES_FILE.text.split("\n");
  await world.land("raw/sales/sales_data_second.csv", `${header}\n2,121,sugar,2023-03-17,1,10,1,10\n`);
  await expectCode(0, ["run"], run);
  await expectCode(0, ["compact", "--min-parts", "2"], run);
  await expectCode(99, ["purge", "--older-than", "1"], run);
  await expectCode(0, ["erase", "--customer", "1"], run);
  await expectCode(99, ["recover"], run);

  for (const command of ["status", "report", "plan", "verify"]) await expectCode(0, [command], read);
  await world.land("raw/sales/sales_data_more.csv", SALES_FILE.text);
  const refused = await runCli(["run"], read);
  assert.equal(refused.code, 2, refused.stderr);
  assert.match(refused.stderr, /^sales-pipeline: access_denied: .* lacks a privilege .*UPDATE.*Grant it\.\n$/);
});

async function expectCode(code: number, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const result = await runCli(args, env);
  assert.equal(result.code, code, `${args.join(" ")} as ${env["MYSQL_USER"]}:\n${result.stdout}${result.stderr}`);
}

const PASSWORD = "least-privilege";

/**
 * Makes the user by the statements of the documentation, for the world's database; returns the world's environment as that
 * user, with a folder for temporary files that no other test's runs use.
 */
async function userOf(name: string, world: World): Promise<Readonly<Record<string, string>>> {
  const { database } = world.settings.mysql;
  const documentation = await readFile("docs/permissions.md", "utf8");
  const blocks = [...documentation.matchAll(/```sql\n(?<sql>.*?)```/gs)].map(({ groups }) => groups?.["sql"] ?? "");
  const statements = blocks.filter((sql) => sql.includes(`'${name}'`)).flatMap((sql) => sql.trim().split(";\n"));
  assert.notEqual(statements.length, 0, `docs/permissions.md has no statements for ${name}`);
  const administrator = await connectAsAdministrator(stack.folder);
  for (const statement of statements) {
    await administrator.query(
      statement.replace("<password>", PASSWORD).replace(" ON sales.", ` ON ${database}.`).replace(/;$/, ""),
    );
  }
  await administrator.end();
  return { ...world.env, MYSQL_USER: name, MYSQL_PASSWORD: PASSWORD, TMPDIR: join(folder, "tmp") };
}
