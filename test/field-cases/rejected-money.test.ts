import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { runCli } from "../support/run-cli.ts";
import { AS_OF } from "../support/sales-files.ts";
import { CUSTOMERS_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

const HEADER = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost";

const FILES = {
  "raw/sales/sales_data_a.csv": [
    "1,121,tea,2023-03-01,1,5.00,1,5.00",
    "1,121,tea,2023-03-01,1,6.00,1,6.00",
    "1,121,tea,2023-03-01,1,7.00,1,7.00",
    // Both faults of one row count.
    "x,121,tea,2027-03-01,1,100.25,1,100.25",
    "1,121,tea,2026-03-01,1,20.50,1,20.50",
    "1,121,tea,2023-03-01,1,5.00,1",
  ],
  "raw/sales/sales_data_b.csv": [
    "1,121,tea,2023-03-02,1,1.00,1,1.00",
    "1,121,coffee,2026-04-01,1,30.00,1,30.00",
    "1,121,tea,2023-03-02,1,2.00,1,2.00",
    "1,121,tea,2023-03-02,1,1.00,1,12.345",
  ],
};

test("what does not count is told with its money, an example and what brings it back", async () => {
  await using world = await openWorld();
  for (const [key, rows] of Object.entries(FILES)) await world.land(key, `${[HEADER, ...rows].join("\n")}\n`);
  await world.land(CUSTOMERS_FILE.key, `${CUSTOMERS_FILE.text}y,No,Id,,,,\n`);
  const lines: string[] = [];

  const { error, summary } = await runPipeline({
    job: salesJob,
    settings: world.settings,
    asOf: AS_OF,
    signal: new AbortController().signal,
    logger: (bindings) => createLogger("warn", bindings, { write: (line) => lines.push(line) }),
  });

  assert.equal(error, undefined);
  assert.equal(summary.warnings["future_date"], 3);
  assert.deepEqual(summary.rows, { read: 10, accepted: 5, rejected: 5 });
  const found = await world.rows<{
    feed: string;
    code: string;
    row_count: string;
    total: string | null;
    example: string;
  }>(
    "SELECT feed, code, row_count, CAST(total_sales AS CHAR) AS total, example FROM batch_rejections ORDER BY feed, code",
  );
  assert.deepEqual(
    found.map(({ feed, code, row_count, total, example }) => [feed, code, row_count, total, example]),
    [
      ["customers", "malformed:customer_id", "1", null, "y,No,Id,,,,"],
      ["sales", "future_date", "3", "150.75", "1,121,coffee,2026-04-01,1,30.00,1,30.00"],
      ["sales", "malformed:customer_id", "1", "100.25", "x,121,tea,2027-03-01,1,100.25,1,100.25"],
      ["sales", "malformed:total_cost", "1", "12.35", "1,121,tea,2023-03-02,1,1.00,1,12.345"],
      ["sales", "wrong_field_count", "1", null, "1,121,tea,2023-03-01,1,5.00,1"],
    ],
  );
  const ids = (
    await world.rows<{ id: string }>(
      "SELECT CAST(file_id AS CHAR) AS id FROM staging_files WHERE feed = 'sales' ORDER BY object_key",
    )
  ).map(({ id }) => `\`sales-pipeline replay --file ${id}\``);
  const told =
    "3 rows of sales rejected for future_date, 150.75 in all, such as 1,121,coffee,2026-04-01,1,30.00,1,30.00; " +
    `once the day has come, ${ids.join(", ")} brings them back`;
  const { stdout } = await runCli(["report"], world.env);
  assert.ok(stdout.includes(`    ${told}\n`), stdout);
  assert.match(stdout, /1 rows of sales rejected for wrong_field_count, such as 1,121,tea,2023-03-01,1,5\.00,1\n/);
  assert.ok(lines.some((line) => JSON.parse(line).msg === told));
});
