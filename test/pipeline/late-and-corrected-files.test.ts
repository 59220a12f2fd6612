import assert from "node:assert/strict";
import { test } from "vitest";
import { expectMarts } from "../support/expect-marts.ts";
import type { ContractInput } from "../support/oracle/compute-contract.ts";
import { readDimensions } from "../support/oracle/dimensions.ts";
import { CUSTOMERS_FILE, type ExampleFile, SALES_TEAM_FILE, STORES_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

const HEADER = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost\n";
/** Person 1 is ahead in store 121 in March; store 122 sells in April only here. */
const FIRST = salesFile(
  "1",
  "1,121,sugar,2023-03-03,1,100,1,100\n2,121,sugar,2023-03-04,2,90,1,90\n1,122,maida,2023-04-01,3,50,1,50\n",
);
const OTHER_STORE = salesFile("2", "2,122,maida,2023-03-09,4,70,1,70\n");
/** Puts person 2 ahead. */
const LATE = salesFile("late", "2,121,sugar,2023-03-20,2,20,1,20\n");
/** Without the sale of April. */
const CORRECTED = salesFile("1", "1,121,sugar,2023-03-03,1,105,1,105\n2,121,sugar,2023-03-04,2,90,1,90\n");
const NEW_NAME: ExampleFile = {
  key: "raw/sales_team/sales_team_2.csv",
  text: `${SALES_TEAM_FILE.text.split("\n")[0]}\n2,Rajesh,Chauhan,3,N,"9, MI Road, Jaipur",302001,2020-05-01\n`,
};

test("late, corrected, duplicate and dimension files leave exactly the marts of the files that count", async () => {
  await using world = await openWorld();
  const land = async (...files: readonly ExampleFile[]) => {
    await world.landAll(files);
  };
  const run = async () => {
    const { summary, error } = await world.run();
    assert.equal(error, undefined);
    return summary;
  };
  const stamps = () =>
    world.rows(
      "SELECT batch_id, updated_at FROM sales_team_data_mart WHERE store_id = 122 AND sales_month = '2023-03'",
    );

  await land(CUSTOMERS_FILE, STORES_FILE, SALES_TEAM_FILE, FIRST, OTHER_STORE, {
    ...OTHER_STORE,
    key: "raw/sales/sales_data_3.csv",
  });
  const first = await run();
  assert.deepEqual(first.files, { processed: 5, invalid: 0, duplicate: 1, superseded: 0, pending: 0 });
  await expectMarts(world, await counting([FIRST, OTHER_STORE]));
  const untouched = await stamps();

  await land(LATE, { ...OTHER_STORE, key: "raw/sales/sales_data_again.csv" });
  const late = await run();
  assert.deepEqual(late.files, { processed: 1, invalid: 0, duplicate: 1, superseded: 0, pending: 0 });
  assert.deepEqual(late.months, ["2023-03"]);
  assert.equal(late["incentivesMoved"], 2);
  await expectMarts(world, await counting([FIRST, OTHER_STORE, LATE]));
  assert.deepEqual(await stamps(), untouched);

  await land(CORRECTED, NEW_NAME);
  const corrected = await run();
  assert.deepEqual(corrected.files, { processed: 2, invalid: 0, duplicate: 0, superseded: 1, pending: 0 });
  await expectMarts(world, await counting([CORRECTED, OTHER_STORE, LATE], [SALES_TEAM_FILE, NEW_NAME]));
  assert.deepEqual(await stamps(), untouched);
  const versions = await world.rows("SELECT status FROM staging_files WHERE object_key = ? ORDER BY file_id", [
    FIRST.key,
  ]);
  assert.deepEqual(versions, [{ status: "Superseded" }, { status: "Processed" }]);
  const vanished = "processed/sales_team_data_mart/store_id=122/sales_month=2023-04/data.parquet";
  assert.equal((await world.keys(vanished)).length, 0);
  const manifest = JSON.parse(
    new TextDecoder().decode(await world.read("processed/sales_team_data_mart/_manifest.json")),
  );
  assert.deepEqual(
    manifest.objects.map((object: { readonly key: string }) => object.key),
    (await world.partitions()).map(({ key }) => key),
  );
  assert.deepEqual(await world.keys("raw/"), []);
});

function salesFile(suffix: string, rows: string): ExampleFile {
  return { key: `raw/sales/sales_data_${suffix}.csv`, text: HEADER + rows };
}

async function counting(files: readonly ExampleFile[], team = [SALES_TEAM_FILE]): Promise<ContractInput> {
  return {
    files: files.map(source),
    dimensions: await readDimensions({
      customers: [source(CUSTOMERS_FILE)],
      stores: [source(STORES_FILE)],
      salesTeam: team.map(source),
    }),
    asOf: "2026-01-01",
  };
}

function source({ key, text }: ExampleFile) {
  return { name: key, content: new TextEncoder().encode(text) };
}
