import type { RunPage } from "../../../src/observability/report/index.ts";

/** What somebody may put into a key or a cell to take over whoever reads of it. */
export const HOSTILE = `<img src="http://127.0.0.1:9/x" onerror="alert(1)"><script>alert(2)</script>"'&\u202e\u0007`;

const MONTHS = ["2024-08", "2024-09", "2024-10", "2024-11", "2024-12", "2025-01"];
const STORES = ["121", "122", "123", "124", "125", "126", "127", "128", "129", HOSTILE];

/** A run with some of everything, hostile values among it. */
export function samplePage(): RunPage {
  return {
    runId: "20250131T020000Z-1a2b3c",
    command: "run",
    status: "processed",
    startedAt: "2025-01-31T02:00:00.000000Z",
    durationMs: 74_200,
    error: undefined,
    bucket: "sales-lake",
    rows: { read: 125_410, accepted: 125_027, rejected: 383 },
    months: ["2024-12", "2025-01"],
    marts: [
      { name: "customers_data_mart", rows: 31_204, changed: 5_120 },
      { name: "sales_team_data_mart", rows: 412, changed: 71 },
    ],
    warnings: { "unknown_reference:customer": 3, future_date: 2, [HOSTILE]: 1 },
    files: [
      file(`raw/sales/${HOSTILE}.csv`, "Invalid", HOSTILE),
      file("raw/sales/sales_data_junk.csv", "Invalid", "bad_encoding: not UTF-8 at byte 17; missing_header"),
      file("raw/sales/sales_data_again.csv", "Duplicate", "same content as raw/sales/sales_data_2025-01-30.csv"),
      ...Array.from({ length: 28 }, (_, day) =>
        file(`raw/sales/sales_data_2025-01-${day + 1}.csv.gz`, "Processed", ""),
      ),
    ],
    rejections: [
      {
        feed: "sales",
        code: "total_mismatch",
        rows: 311,
        money: "18210.50",
        examples: ["126,122,oil,2025-01-15,15,20,2,41", "x"],
      },
      { feed: "sales", code: HOSTILE, rows: 72, money: null, examples: [HOSTILE, `{"a":${JSON.stringify(HOSTILE)}}`] },
    ],
    rejectedRows: [
      { text: "s3://sales-lake/error/rows/batch=20250131T020000Z-1a2b3c-1/", href: "https://s3.example.com/x" },
      { text: "a trap", href: "javascript:alert(3)" },
    ],
    views: [
      {
        kind: "months",
        title: "Sales by month and store",
        months: MONTHS,
        touched: ["2024-12", "2025-01"],
        parts: STORES.map((store, at) => ({
          name: store === HOSTILE ? store : `store ${store}`,
          amounts: MONTHS.map((_, month) =>
            `${(at + 3) * 41_000 + month * 9_731 * ((at % 3) - 0.4)}.25`.replace(/\.\d+\.25$/, ".25"),
          ),
        })),
      },
      {
        kind: "ranking",
        title: "Best performers of 2025-01",
        says: "Whoever sold most in each store.",
        columns: ["who", "sales", "store", "incentive"],
        rows: STORES.map((store, at) => ({
          name: at === 3 ? HOSTILE : `Saanvi Krishna (${store}, person ${at + 11})`,
          amount: `${98_000 - at * 7_310}.00`,
          cells: [store, `${980 - at * 73}.10`],
        })),
      },
    ],
    changes: {
      moved: 12,
      shown: [
        {
          column: "incentive",
          whose: "Ann Lee (person 7) in store 121 for 2024-12",
          month: "2024-12",
          before: "980.10",
          after: "0.00",
        },
        { column: "incentive", whose: HOSTILE, month: "2024-12", before: "0.00", after: "1012.55" },
      ],
      causes: [{ month: "2024-12", files: ["raw/sales/sales_data_late.csv", HOSTILE] }],
    },
    trend: Array.from({ length: 20 }, (_, at) => ({
      batchId: `202501${String(at + 10)}T020000Z-1a2b3c-1`,
      at: `2025-01-${at + 10}T02:01:00.000000Z`,
      read: 120_000,
      rejected: at === 7 ? 9_000 : 300 + at * 13,
    })),
    steps: [
      step("recover", 0, 120, 0, ""),
      step("discover", 120, 900, 0, "31 new files"),
      step("validate", 1_020, 6_200, 0, "28 valid files, 2 invalid, 1 duplicate"),
      step("clean sales", 7_220, 31_000, 29_800, "125,027 rows accepted, 383 rejected"),
      step("compute marts", 38_220, 21_000, 20_500, "2 months"),
      step("commit", 59_220, 4_000, 0, HOSTILE),
      step("publish", 63_220, 9_000, 0, "10 partitions"),
    ],
    links: [
      { text: "s3://sales-lake/processed/sales_team_data_mart/_manifest.json", href: "https://s3.example.com/m" },
    ],
  };
}

function file(key: string, became: string, reason: string): RunPage["files"][number] {
  const rows = became === "Processed" ? { rowsRead: 4_479, rowsAccepted: 4_465, rowsRejected: 14 } : NO_ROWS;
  const link = { text: key, href: `https://s3.example.com/${encodeURIComponent(key)}` };
  return { key, feed: "sales", became, sizeBytes: 204_800, ...rows, reason, link };
}

const NO_ROWS = { rowsRead: null, rowsAccepted: null, rowsRejected: null };

function step(
  name: string,
  offsetMs: number,
  durationMs: number,
  sparkMs: number,
  did: string,
): RunPage["steps"][number] {
  return { step: name, outcome: "done", offsetMs, durationMs, sparkMs, did };
}
