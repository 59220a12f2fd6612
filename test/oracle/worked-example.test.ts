import assert from "node:assert/strict";
import { test } from "vitest";
import { computeContract } from "../support/oracle/compute-contract.ts";
import { readDimensions } from "../support/oracle/dimensions.ts";
import type { SourceFile } from "../support/oracle/source-file.ts";
import {
  CUSTOMERS_FILE,
  EXPECTED_CUSTOMERS_MART,
  EXPECTED_REJECT_REASONS,
  EXPECTED_ROWS,
  EXPECTED_SALES_TEAM_MART,
  EXPECTED_WARNINGS,
  type ExampleFile,
  SALES_FILE,
  SALES_TEAM_FILE,
  STORES_FILE,
} from "../support/worked-example.ts";
import { textFile } from "./sales-csv.ts";

const source = ({ key, text }: ExampleFile): SourceFile => textFile(key, text);

test("the worked example gives the numbers that were computed by hand", async () => {
  const dimensions = await readDimensions({
    customers: [source(CUSTOMERS_FILE)],
    stores: [source(STORES_FILE)],
    salesTeam: [source(SALES_TEAM_FILE)],
  });
  const contract = await computeContract({ files: [source(SALES_FILE)], dimensions, asOf: "2023-04-30" });
  assert.deepEqual(contract.salesTeamMart, EXPECTED_SALES_TEAM_MART);
  assert.deepEqual(contract.customersMart, EXPECTED_CUSTOMERS_MART);
  assert.deepEqual(contract.warnings, EXPECTED_WARNINGS);
  assert.deepEqual(contract.files, [
    {
      name: SALES_FILE.key,
      faults: [],
      rowsRead: EXPECTED_ROWS.read,
      rowsAccepted: EXPECTED_ROWS.accepted,
      rowsRejected: EXPECTED_ROWS.rejected,
      reasons: EXPECTED_REJECT_REASONS,
    },
  ]);
});
