import assert from "node:assert/strict";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { test } from "vitest";
import { expectMarts } from "../support/expect-marts.ts";
import { readDimensions } from "../support/oracle/dimensions.ts";
import { rejectedRecords } from "../support/rejected-records.ts";
import { AS_OF } from "../support/sales-files.ts";
import { withFeeds } from "../support/settings.ts";
import { SALES_TEAM_FILE, STORES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const FORMS = {
  delimiter: ";",
  nullValues: ["\\N", "NULL"],
  decimalSign: ",",
  dateFormats: ["dd.MM.yyyy", "yyyyMMdd"],
  expect: { currency: "EUR" },
} as const;
const RULES = { returns: "net", totalRule: "discount" } as const;

const TILL = `customer_id;store_id;product_name;sales_date;sales_person_id;price;quantity;total_cost;discount;currency
1;121;salt;01.03.2023;1;12,50;2;24,00;1,00;EUR
1;121;salt;02.03.2023;1;12,50;-1;-12,50;;EUR
2;121;salt;20230303;2;1,50;1;1,50;0,00;EUR
2;122;returned goods;04.03.2023;3;7,00;-3;-21,00;\\N;EUR
2;121;NULL;05.03.2023;2;1,00;1;1,00;;EUR
2;121;salt;06.03.2023;2;1,00;1;1,00;;USD
2;121;salt;31.02.2023;2;1,00;1;1,00;;EUR
2;121;salt;07.03.2023;2;1,00;1;-1,00;;EUR
`;
/** The date, the store and the currency are in the folders' names. */
const BY_FOLDER = {
  key: "raw/sales/sales_date=2023-03-08/store_id=122/currency=EUR/sales_data_folder.csv",
  text: `customer_id;product_name;sales_person_id;price;quantity;total_cost
1;maida;4;2,00;3;6,00
`,
};
/** Equal to it but for its folders, so not a copy of it. */
const NEXT_DAY = { ...BY_FOLDER, key: BY_FOLDER.key.replace("03-08", "03-09") };
/** Has the store's column too, which must not say otherwise, and lacks the currency and the date. */
const JSON_LINES = {
  key: "raw/sales/store_id=122/currency=EUR/sales_date=2023%2D03%2D10/sales_data.jsonl",
  text: `{"customer_id":2,"store_id":122,"product_name":"besan","sales_person_id":4,"price":1.25,"quantity":2,"total_cost":"2,50"}
{"customer_id":2,"store_id":121,"product_name":"besan","sales_person_id":4,"price":1.25,"quantity":2,"total_cost":2.50}
{"customer_id":2,"store_id":122,"product_name":"besan","sales_person_id":4,"price":1.25,"quantity":1,"total_cost":1.25}
`,
};
const CUSTOMERS = "customer_id;first_name;last_name;address;pincode;phone_number;customer_joining_date\n";
const OLD_CUSTOMERS = { key: "raw/customers/customers_9.csv", text: `${CUSTOMERS}1;Ann;Old;x;1;1;2020-01-01\n` };
const NEW_CUSTOMERS = {
  key: "raw/customers/customers_10.csv",
  text: `${CUSTOMERS}1;Ann;New;x;1;1;0001-01-01\n2;\\N;Sap;x;1;1;0000-00-00\n3;Cid;My;x;1;1;2020-01-01\n`,
};

test("a shop's own forms, returns, discounts and folders, in one run, give what the oracle computes", async () => {
  await using world = await openWorld({ rules: RULES, run: { faultyOptionals: "null", maxRejectedRatio: 0.9 } });
  const settings = withFeeds(world.settings, { sales: FORMS, customers: { delimiter: ";" } });
  const sales = [{ key: "raw/sales/sales_data_till.csv", text: TILL }, BY_FOLDER, NEXT_DAY, JSON_LINES];
  for (const { key, text } of [STORES_FILE, SALES_TEAM_FILE, ...sales, OLD_CUSTOMERS]) await world.land(key, text);
  await landLater(world, NEW_CUSTOMERS, OLD_CUSTOMERS.key);

  const { summary, error } = await world.run({ settings });

  assert.equal(error, undefined);
  assert.deepEqual(summary.files, { processed: 8, invalid: 0, duplicate: 0, superseded: 0, pending: 0 });
  assert.deepEqual(summary.rows, { read: 13, accepted: 9, rejected: 4 });
  assert.equal(summary.warnings["faulty_optional:customer_joining_date"], 2);
  assert.deepEqual((await rejectedRecords(world)).map(({ reasons }) => reasons.join(" ")).toSorted(), [
    "malformed:sales_date",
    "missing:product_name",
    "total_mismatch",
    "unexpected:currency",
  ]);
  assert.deepEqual(
    await world.rows("SELECT customer_id, first_name, last_name, customer_joining_date FROM customer ORDER BY 1"),
    [
      { customer_id: 1, first_name: "Ann", last_name: "New", customer_joining_date: null },
      { customer_id: 2, first_name: null, last_name: "Sap", customer_joining_date: null },
      { customer_id: 3, first_name: "Cid", last_name: "My", customer_joining_date: "2020-01-01" },
    ],
  );
  // Who brought in less than nothing is ranked and paid nothing.
  assert.deepEqual(
    await world.rows(
      "SELECT store_id, sales_person_id, total_sales, sales_rank, incentive FROM sales_team_data_mart ORDER BY 1, 2",
    ),
    [
      { store_id: 121, sales_person_id: 1, total_sales: "11.50", sales_rank: 1, incentive: "0.12" },
      { store_id: 121, sales_person_id: 2, total_sales: "1.50", sales_rank: 3, incentive: "0.00" },
      { store_id: 121, sales_person_id: 4, total_sales: "2.50", sales_rank: 2, incentive: "0.00" },
      { store_id: 122, sales_person_id: 3, total_sales: "-21.00", sales_rank: 2, incentive: "0.00" },
      { store_id: 122, sales_person_id: 4, total_sales: "15.75", sales_rank: 1, incentive: "0.16" },
    ],
  );
  const source = ({ key, text }: { readonly key: string; readonly text: string }) => ({
    name: key,
    content: new TextEncoder().encode(text),
  });
  await expectMarts(world, {
    files: sales.map(source),
    dimensions: await readDimensions(
      { customers: [source(OLD_CUSTOMERS), source(NEW_CUSTOMERS)], stores: [], salesTeam: [source(SALES_TEAM_FILE)] },
      { delimiter: ";" },
    ),
    asOf: AS_OF,
    maxRejectedRatio: 0.9,
    settings: { ...RULES, ...FORMS },
  });
});

test("by default a return is rejected with both codes, and the summary warns of what looks like one", async () => {
  await using world = await openWorld();
  const lines = [
    "1,121,a,2023-03-01,1,5.00,2,10.00",
    "1,121,a,2023-03-01,1,5.00,-1,-5.00",
    "1,121,a,2023-03-01,1,5.00,-1,5.00",
  ];
  const header = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost";
  await world.land("raw/sales/sales_data.csv", [header, lines[0], ...lines].join("\n"));

  const { summary, error } = await world.run();

  assert.equal(error, undefined);
  assert.equal(summary.warnings["rejected_return"], 1);
  assert.deepEqual(
    (await rejectedRecords(world)).map(({ reasons }) => reasons),
    [
      ["out_of_range:quantity", "out_of_range:total_cost"],
      ["out_of_range:quantity", "total_mismatch"],
    ],
  );
  assert.deepEqual(await world.rows("SELECT total_sales, incentive FROM sales_team_data_mart"), [
    { total_sales: "20.00", incentive: "0.20" },
  ]);
});

/** Uploads until S3 says that it took the file later than the other. */
async function landLater(
  world: World,
  { key, text }: { readonly key: string; readonly text: string },
  than: string,
): Promise<void> {
  const uploaded = async (object: string) =>
    (await world.s3.send(new HeadObjectCommand({ Bucket: world.settings.s3.bucket, Key: object }))).LastModified ??
    new Date(0);
  const earlier = await uploaded(than);
  do await world.land(key, text);
  while ((await uploaded(key)) <= earlier);
}
