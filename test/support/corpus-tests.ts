import assert from "node:assert/strict";
import { afterAll, beforeAll, test } from "vitest";
import type { Settings } from "../../src/config/index.ts";
import { mapConcurrent } from "../../src/lake/index.ts";
import type { Fixture, Read } from "../fixtures/fixture.ts";
import { corpus } from "../fixtures/index.ts";
import { expectMarts } from "./expect-marts.ts";
import { readDimensions } from "./oracle/dimensions.ts";
import { type RejectedRecord, rejectedRecords } from "./rejected-records.ts";
import { CUSTOMERS_FILE, SALES_TEAM_FILE, STORES_FILE } from "./worked-example.ts";
import { openWorld } from "./world.ts";

const AS_OF = "2026-01-01";
const DIMENSION_FILES = [CUSTOMERS_FILE, STORES_FILE, SALES_TEAM_FILE];

export interface LedgerRow {
  readonly etag: string;
  readonly object_key: string;
  readonly status: string;
  readonly reason: string | null;
  readonly rows_read: string | null;
  readonly rows_accepted: string | null;
  readonly rows_rejected: string | null;
  readonly total: string;
}

interface Corpus {
  readonly fixtures: readonly Fixture[];
  /** Filled before the tests. */
  readonly ledger: ReadonlyMap<string, LedgerRow>;
}

/**
 * The tests that a run judges each file of the corpus as its fixture says. Of files that the driver has not read as a whole nobody numbers
 * the rejected rows.
 */
export async function corpusTests(run: Partial<Settings["run"]> = {}): Promise<Corpus> {
  const fixtures = await corpus();
  const world = await openWorld({ run });
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
      `SELECT f.object_key, f.etag, f.status, f.reason, CAST(f.rows_read AS CHAR) AS rows_read, CAST(f.rows_accepted AS CHAR) AS rows_accepted,
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
        const { status, reason } = foundIn(ledger, key);
        assert.deepEqual({ status, codes: codesOf(reason) }, { status: "Invalid", codes: expected.faults });
      });
    } else {
      test(`${name} counts: ${expected.rows - expected.rejected.length} of ${expected.rows} rows, ${expected.total}`, () => {
        const { status, reason, rows_read, rows_accepted, rows_rejected, total } = foundIn(ledger, key);
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
        const rows = rejected.get(key) ?? [];
        const isUnnumbered = rows.every(({ record_number }) => record_number === null);
        if (run.staging === "sample" && isUnnumbered) expectUnnumbered(rows, expected);
        else assert.deepEqual(rejectedOf(rows, expected), expectedRejected(expected));
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
  return { fixtures, ledger };
}

function foundIn(ledger: ReadonlyMap<string, LedgerRow>, key: string): LedgerRow {
  const row = ledger.get(key);
  assert.ok(row, `${key} is not in the ledger`);
  return row;
}

function codesOf(reason: string | null): readonly string[] {
  return (reason ?? "").split("\n").map((line) => line.split(": ")[0] ?? "");
}

/** The rejected rows, as far as the fixture says what they are. */
function rejectedOf(rejected: readonly RejectedRecord[], expected: Read) {
  return rejected.map(({ reasons, raw_record, record_number }, position) => {
    assert.equal(typeof raw_record, "string");
    const raw = expected.rejected[position]?.raw === undefined ? undefined : raw_record;
    return { reasons, raw, record: record_number };
  });
}

function expectUnnumbered(rows: readonly RejectedRecord[], expected: Read): void {
  const reasonsOf = (all: readonly { readonly reasons: readonly string[] }[]) =>
    all.map(({ reasons }) => reasons.join(",")).toSorted();
  assert.deepEqual(reasonsOf(rows), reasonsOf(expected.rejected));
  const raws = rows.map(({ raw_record }) => raw_record);
  for (const { raw } of expected.rejected)
    assert.ok(raw === undefined || raws.includes(raw), `${raw} is not among ${raws}`);
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
