import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import type { SparkSession } from "../../../src/spark-connect/index.ts";
import { liveSession } from "../live-session.ts";
import { actions } from "./actions.ts";
import type { Capability } from "./capability.ts";
import { queries } from "./queries.ts";
import { values } from "./values.ts";

const DOCUMENT = join(import.meta.dirname, "../../../docs/spark-connect.md");
const CAPABILITIES: readonly Capability[] = [...queries, ...values, ...actions];
const WITHIN_MS = 60_000;

describe("the documented table of servers tells the truth about this one:", () => {
  let spark: SparkSession;
  let folder: string;
  let documented: ReadonlyMap<string, string>;
  beforeAll(async () => {
    spark = await liveSession();
    folder = await mkdtemp(join(tmpdir(), "capabilities-"));
    // Sail answers with the version of the Spark whose protocol it speaks.
    const server = process.env["SPARK_SERVER"] ?? `Spark ${(await spark.version()).slice(0, 3)}`;
    documented = column(await readFile(DOCUMENT, "utf8"), server);
  });
  afterAll(async () => {
    await spark.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const { name, program } of CAPABILITIES) {
    test(name, async () => {
      const failure = await failureOf(program);
      const actual = failure === undefined ? "yes" : "no";
      assert.equal(actual, documented.get(name), failure?.stack ?? "It works");
    });
  }

  test("no line is without its test", () => {
    assert.deepEqual(
      [...documented.keys()],
      CAPABILITIES.map(({ name }) => name),
    );
  });

  /** Each in a session of its own. */
  async function failureOf(program: Capability["program"]): Promise<Error | undefined> {
    await using own = await liveSession();
    const late = new Promise<never>((_, reject) => {
      AbortSignal.timeout(WITHIN_MS).addEventListener("abort", () => reject(new Error(`No end after ${WITHIN_MS} ms`)));
    });
    try {
      await Promise.race([program(own, folder), late]);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
});

/** What the table below the heading says in the column of the server. */
function column(document: string, server: string): ReadonlyMap<string, string> {
  const section = document.split("\n## Servers\n")[1]?.split("\n## ")[0] ?? "";
  const [head = [], ...rows] = [...section.matchAll(/^\| (.*) \|$/gm)].map(([, line = ""]) => line.split(" | "));
  const index = head.indexOf(server);
  assert.ok(index > 0, `docs/spark-connect.md has no column ${server}`);
  return new Map(rows.map((cells) => [cells[0] ?? "", cells[index] ?? ""]));
}
