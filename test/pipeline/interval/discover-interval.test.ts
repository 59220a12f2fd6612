import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "vitest";
import type { DataInterval, Settings } from "../../../src/config/index.ts";
import { listPages } from "../../../src/lake/index.ts";
import { discover } from "../../../src/pipeline/discover.ts";
import type { Discovering } from "../../../src/pipeline/discovering.ts";
import { discoveringIn } from "../../support/discovering.ts";
import { salesFile } from "../../support/sales-files.ts";
import { until } from "../../support/until.ts";
import { openWorld, type World } from "../../support/world.ts";

const JANUARY = { start: "2026-01-01T00:00:00.000Z", end: "2026-02-01T00:00:00.000Z" };
const FEBRUARY = { start: "2026-02-01T00:00:00.000Z", end: "2026-03-01T00:00:00.000Z" };

test("of an interval of landing: what S3 took at its start is in it, at its end not; what is outside is not recorded", async () => {
  await using world = await openWorld();
  await using discovering = await discoveringIn(world);
  const [early, late] = ["raw/sales/sales_data_early.csv", "raw/customers/customers_late.csv"];
  await world.land(early, "x");
  await until("the second file is later than the first", async () => {
    await world.land(late, "x");
    return (await landedAt(discovering.run, early)) < (await landedAt(discovering.run, late));
  });
  const time = await landedAt(discovering.run, late);

  const before = await discover(within(discovering.run, { of: "landed", start: undefined, end: time }));
  assert.deepEqual(keys(before), [early]);
  assert.deepEqual(before.interval, { of: "landed", start: undefined, end: time, outside: 1, straddling: 0 });
  assert.deepEqual(await recorded(world), [early]);

  const after = await discover({
    ...within(discovering.run, { of: "landed", start: time, end: undefined }),
    runId: "second",
  });
  assert.deepEqual(keys(after), [late]);
  // Pending from the run before, and outside of this one: left as it is.
  assert.equal(after.interval?.outside, 1);
  assert.deepEqual(await recorded(world), [late, early]);
});

test("of an interval of sales: files with a sale of its days, as a whole; of others only what holds no sales, or cannot be told", async () => {
  await using world = await openWorld();
  await using discovering = await discoveringIn(world);
  const file = (name: string, ...dates: readonly string[]) =>
    salesFile(
      name,
      dates.map((date) => ({ date, person: 1, price: 1 })),
    );
  const january = file("january", "2026-01-31");
  const february = file("february", "2026-02-01", "2026-02-28");
  const around = file("around", "2025-12-31", "2026-02-01");
  const straddling = file("straddling", "2026-01-15", "2026-02-15");
  const malformed = file("malformed", "2026-02-01", "soon");
  await world.landAll([january, february, around, straddling, malformed]);
  await world.land("raw/sales/sales_data_packed.csv.gz", gzipSync(january.text));
  await world.land("raw/sales/sales_data_packed_2.csv.gz", gzipSync(february.text));
  await world.land("raw/sales/sales_data_broken.csv.gz", "no gzip");
  await world.land("raw/sales/sales_data_lines.jsonl", '{"sales_date":"2026-02-03"}\n');
  await world.land("raw/sales/sales_data_columns.parquet", "no Parquet");
  await world.land("raw/sales/holiday.txt", "x");
  await world.land("raw/customers/customers.csv", "x");

  const found = await discover(within(discovering.run, { of: "sales", ...JANUARY }));

  assert.deepEqual(keys(found), [
    "raw/customers/customers.csv",
    "raw/sales/holiday.txt",
    "raw/sales/sales_data_broken.csv.gz",
    "raw/sales/sales_data_columns.parquet",
    january.key,
    malformed.key,
    "raw/sales/sales_data_packed.csv.gz",
    straddling.key,
  ]);
  // `malformed` holds a sale of February, too.
  assert.deepEqual(found.interval, { of: "sales", ...JANUARY, outside: 4, straddling: 2 });
  assert.deepEqual(await recorded(world), keys(found));
});

test("a file that would replace sales of the interval's days is in it, whatever its own are", async () => {
  await using world = await openWorld();
  await using discovering = await discoveringIn(world);
  const file = salesFile("corrected", [{ date: "2026-02-10", person: 1, price: 1 }]);
  await world.land(file.key, "what counted");
  await discover(discovering.run);
  await world.change("UPDATE staging_files SET status = 'Processed'");
  await world.change(
    "INSERT INTO staging_file_dates (file_id, first_date, last_date) VALUES (1, '2026-01-10', '2026-01-12')",
  );
  await world.change(
    "INSERT INTO staging_file_months (file_id, sales_month, row_count, total_sales) VALUES (1, '2026-01', 1, 1)",
  );
  await world.land(file.key, file.text);

  const inMarch = { of: "sales", start: FEBRUARY.end, end: undefined } as const;
  assert.deepEqual(keys(await discover(within(discovering.run, inMarch))), []);
  const earlier = { of: "sales", start: undefined, end: "2026-01-11T00:00:00.000Z" } as const;
  assert.deepEqual(keys(await discover(within(discovering.run, earlier))), [file.key]);
});

function within(run: Discovering, interval: DataInterval): Discovering {
  const settings: Settings = { ...run.settings, run: { ...run.settings.run, interval } };
  return { ...run, settings };
}

function keys({ files }: Awaited<ReturnType<typeof discover>>): readonly string[] {
  return files.map(({ objectKey }) => objectKey);
}

async function recorded(world: World): Promise<readonly unknown[]> {
  return (await world.rows("SELECT object_key FROM staging_files ORDER BY object_key")).map(
    ({ object_key }) => object_key,
  );
}

async function landedAt({ lake }: Discovering, key: string): Promise<string> {
  for await (const page of listPages(lake, key)) {
    for (const object of page) if (object.key === key) return object.lastModified.toISOString();
  }
  throw new Error(`There is no ${key}.`);
}
