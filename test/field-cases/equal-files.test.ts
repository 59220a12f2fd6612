import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { test } from "vitest";
import { expectMarts } from "../support/expect-marts.ts";
import { counting, salesFile } from "../support/sales-files.ts";
import { withFeeds } from "../support/settings.ts";
import { CUSTOMERS_FILE, SALES_TEAM_FILE, STORES_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

const EXPORT = salesFile("20240115", [{ date: "2024-01-15", person: 1, price: 25 }]);
/** Of a ledger that knows it by its stored bytes. */
const OLD_EXPORT = salesFile("20230115", [{ date: "2023-01-15", person: 1, price: 30 }]);
const TILL_1 = salesFile("till_1", [{ date: "2024-01-16", person: 2, price: 40 }]);
const TILL_2 = { ...TILL_1, key: "raw/sales/till 2/sales_data_till.csv" };

test("an export that is retried, packed again or plain, counts once; equal files of two tills both count where the key tells them apart", async () => {
  await using world = await openWorld();
  await world.landAll([CUSTOMERS_FILE, STORES_FILE, SALES_TEAM_FILE]);
  await world.land("raw/sales/sales_data_20240115T010000.csv.gz", packedAt(EXPORT.text, 1_705_280_400));
  const old = packedAt(OLD_EXPORT.text, 1_673_744_400);
  await world.land("raw/sales/sales_data_20230115.csv.gz", old);
  assert.equal((await world.run()).error, undefined);
  const packedDigest = createHash("sha256").update(old).digest("hex");
  await world.change("UPDATE staging_files SET sha256 = ? WHERE object_key LIKE '%20230115.csv.gz'", [packedDigest]);

  await world.land("raw/sales/sales_data_20230115.csv.gz", old);
  await world.land("raw/sales/sales_data_20230115_again.csv.gz", old);
  await world.land("raw/sales/sales_data_20240115T010100.csv.gz", packedAt(EXPORT.text, 1_705_280_460));
  await world.landAll([EXPORT]);
  const retried = await world.run();
  assert.deepEqual(retried.summary.files, { processed: 0, invalid: 0, duplicate: 4, superseded: 0, pending: 0 });
  await expectMarts(world, await counting([EXPORT, OLD_EXPORT]));

  const byKey = withFeeds(world.settings, { sales: { duplicates: "key" } });
  await world.landAll([TILL_1, TILL_2]);
  const tills = await world.run({ settings: byKey });
  assert.deepEqual(tills.summary.files, { processed: 2, invalid: 0, duplicate: 0, superseded: 0, pending: 0 });
  await expectMarts(world, await counting([EXPORT, OLD_EXPORT, TILL_1, TILL_2]));
  await world.landAll([TILL_1]);
  const again = await world.run({ settings: byKey });
  assert.deepEqual(again.summary.files, { processed: 0, invalid: 0, duplicate: 1, superseded: 0, pending: 0 });
});

/** gzip stores the time, in seconds since 1970, so that the bytes differ. */
function packedAt(text: string, seconds: number): Uint8Array {
  const packed = gzipSync(text);
  packed.writeUInt32LE(seconds, 4);
  return packed;
}
