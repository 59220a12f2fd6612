import assert from "node:assert/strict";
import { test } from "vitest";
import { parquetBytes } from "../../tools/generate/files/parquet-bytes.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { counting, salesFile } from "../support/sales-files.ts";
import { DIMENSION_FILES } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

const days = Array.from({ length: 28 }, (_, day) => `2023-03-${String(day + 1).padStart(2, "0")}`);
const CSV = salesFile("good", [{ date: "2023-03-03", person: 1, price: 100 }]);
const GOOD = salesFile("columns", [{ date: "2023-03-04", person: 2, price: 90 }]);

test("Parquet files whose pages are damaged are refused in the run that finds them, and the others count", async () => {
  await using world = await openWorld();
  await world.landAll([...DIMENSION_FILES, CSV]);
  await world.land(GOOD.key.replace(".csv", ".parquet"), await parquet(GOOD.text));
  for (const number of [1, 2, 3]) {
    const { text } = salesFile(
      "damaged",
      days.map((date, index) => ({ date, person: 1, price: number * 10 + index })),
    );
    await world.land(`raw/sales/sales_data_damaged_${number}.parquet`, damaged(await parquet(text)));
  }

  const { summary, error } = await world.run();

  assert.equal(error, undefined);
  assert.deepEqual(summary.files, { processed: 6, invalid: 3, duplicate: 0, superseded: 0, pending: 0 });
  await expectMarts(world, await counting([CSV, GOOD]));
  const refused = await world.rows<{ object_key: string; reason: string; archived_key: string }>(
    "SELECT object_key, reason, archived_key FROM staging_files WHERE status = 'Invalid' ORDER BY object_key",
  );
  assert.equal(refused.length, 3);
  for (const { object_key, reason, archived_key } of refused) {
    assert.match(object_key, /damaged_\d\.parquet$/);
    assert.match(reason, /^corrupt_file: Spark cannot read what is in it: .+/);
    assert.match(archived_key, /^error\/files\/sales\/\d+\/sales_data_damaged_\d\.parquet$/);
    assert.match(Buffer.from(await world.read(`${archived_key}.reason.json`)).toString(), /corrupt_file/);
  }
  // The first attempt failed, one more was made without the damaged files, and no third one.
  assert.deepEqual(await world.rows("SELECT state, COUNT(*) AS n FROM batches GROUP BY state ORDER BY state"), [
    { state: "abandoned", n: "1" },
    { state: "completed", n: "1" },
  ]);
  assert.deepEqual((await world.run()).summary.status, "nothing_to_do");
});

async function parquet(csv: string): Promise<Uint8Array> {
  const bytes = parquetBytes(
    (async function* () {
      yield new TextEncoder().encode(csv);
    })(),
  );
  return Buffer.concat(await Array.fromAsync(bytes));
}

/** The pages lie between the magic bytes and the footer, whose length stands before the magic bytes at the end. */
function damaged(file: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file);
  const footer = bytes.readUInt32LE(bytes.length - 8) + 8;
  for (let at = 4; at < bytes.length - footer; at++) bytes[at] = ~(bytes[at] ?? 0) & 0xff;
  return bytes;
}
