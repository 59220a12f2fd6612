import assert from "node:assert/strict";
import { afterAll, beforeAll, test } from "vitest";
import { mapConcurrent } from "../../src/lake/index.ts";
import type { Read } from "../fixtures/fixture.ts";
import { corpus } from "../fixtures/index.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { readDimensions } from "../support/oracle/dimensions.ts";
import { type RejectedRecord, rejectedRecords } from "../support/rejected-records.ts";
import { CUSTOMERS_FILE, SALES_TEAM_FILE, STORES_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

const AS_OF = "2026-01-01";
const DIMENSION_FILES = [CUSTOMERS_FILE, STORES_FILE, SALES_TEAM_FILE];

interface LedgerRow {
  readonly object_key: string;
  readonly status: string;
  readonly reason: string | null;
  readonly rows_read: string | null;
  readonly rows_accepted: string | null;
  readonly rows_rejected: string | null;
  readonly total: string;
}

const fixtures = await corpus();
const world = await openWorld();
afterAll(() => world[Symbol.asyncDispose]());
const ledger = new Map<string, LedgerRow>();
let rejected: Map<string, RejectedRecord[]>;

beforeAll(async () => {
  const signal = new AbortController().signal;
  await mapConcurrent(fixtures, { concurrency: 16, signal }, ({ key, content }) => world.land(key, content));
  await world.landAll(DIMENSION_FILES);
  const { error, summary } = await world.run({ asOf: AS_OF });
  assert.equal(error, undefined);
  assert.equal(summary.status, "processed");
  const rows = await world.rows<LedgerRow>(
    `SELECT f.object_key, f.status, f.reason, CAST(f.rows_read AS CHAR) AS rows_read, CAST(f.rows_accepted AS CHAR) AS rows_accepted,
            CAST(f.rows_rejected AS CHAR) AS rows_rejected,
            (SELECT COALESCE(SUM(m.total_sales), 0.00) FROM staging_file_months m WHERE m.file_id = f.file_id) AS total
     FROM staging_files f`,
  );
  for (const row of rows) ledger.set(row.object_key, row);
  rejected = Map.groupBy(await rejectedRecords(world), ({ object_key }) => object_key);
});

test("the corpus has at least 150 files, and no two that count are equal", () => {
  assert.ok(fixtures.length >= 150, `${fixtures.length} files`);
  assert.equal(new Set(fixtures.map(({ key }) => key)).size, fixtures.length);
  const counting = fixtures.filter(({ expected }) => "rows" in expected);
  assert.equal(new Set(counting.map(({ content }) => Buffer.from(content).toString("hex"))).size, counting.length);
});

for (const { name, key, expected } of fixtures) {
  if ("faults" in expected) {
    test(`${name} is refused: ${expected.faults.join(", ")}`, () => {
      const { status, reason } = found(key);
      assert.deepEqual({ status, codes: codesOf(reason) }, { status: "Invalid", codes: expected.faults });
    });
  } else {
    test(`${name} counts: ${expected.rows - expected.rejected.length} of ${expected.rows} rows, ${expected.total}`, () => {
      const { status, reason, rows_read, rows_accepted, rows_rejected, total } = found(key);
      assert.deepEqual(
        { status, reason, rows_read, rows_accepted, rows_rejected, total },
        {
          status: "Processed",
          reason: null,
          rows_read: String(expected.rows),
          rows_accepted: String(expected.rows - expected.rejected.length),
          rows_rejected: String(expected.rejected.length),
          total: expected.total,
        },
      );
      assert.deepEqual(rejectedOf(key, expected), expectedRejected(expected));
    });
  }
}

test("the marts are what the oracle makes of the files that count", async () => {
  const counting = fixtures.filter(({ key, expected }) => "rows" in expected && key.startsWith("raw/sales/"));
  const contract = await expectMarts(world, {
    files: counting.map(({ key, content }) => ({ name: key, content })),
    dimensions: await readDimensions({
      customers: [source(CUSTOMERS_FILE)],
      stores: [source(STORES_FILE)],
      salesTeam: [source(SALES_TEAM_FILE)],
    }),
    asOf: AS_OF,
  });
  assert.deepEqual(
    contract.files.map(({ name, faults, rowsRead, rowsAccepted }) => ({ name, faults, rowsRead, rowsAccepted })),
    counting.map(({ key, expected }) => ({
      name: key,
      faults: [],
      rowsRead: "rows" in expected ? expected.rows : 0,
      rowsAccepted: "rows" in expected ? expected.rows - expected.rejected.length : 0,
    })),
  );
});

function found(key: string): LedgerRow {
  const row = ledger.get(key);
  assert.ok(row, `${key} is not in the ledger`);
  return row;
}

function codesOf(reason: string | null): readonly string[] {
  return (reason ?? "").split("\n").map((line) => line.split(": ")[0] ?? "");
}

/** The rejected rows, as far as the fixture says what they are. */
function rejectedOf(key: string, expected: Read) {
  return (rejected.get(key) ?? []).map(({ reasons, raw_record, record_number }, position) => {
    assert.equal(typeof raw_record, "string");
    const raw = expected.rejected[position]?.raw === undefined ? undefined : raw_record;
    return { reasons, raw, record: record_number };
  });
}

function expectedRejected({ rejected: rows }: Read) {
  return rows.map(({ reasons, raw, record }, position) => ({
    reasons,
    raw,
    record: record === undefined ? position + 2 : record,
  }));
}

function source({ key, text }: { readonly key: string; readonly text: string }) {
  return { name: key, content: new TextEncoder().encode(text) };
}
