import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { literal, queryText, type TextRow } from "./duckdb.ts";
import type { FileRecords } from "./file-record.ts";
import { missingColumns } from "./missing-columns.ts";

const MONEY: readonly string[] = ["price", "total_cost", "discount"];

export async function parquetRecords(bytes: Uint8Array, columns: readonly string[]): Promise<FileRecords> {
  const folder = await mkdtemp(join(tmpdir(), "oracle-"));
  try {
    const path = join(folder, "file.parquet");
    await writeFile(path, bytes);
    const { types, rows } = await queryText(`SELECT * FROM read_parquet(${literal(path)})`);
    const inexact = MONEY.filter((column) => /^(FLOAT|DOUBLE)$/.test(types.get(column) ?? ""));
    const faults = [...missingColumns([...types.keys()], columns), ...inexact.map((column) => `wrong_type:${column}`)];
    return { faults, records: faults.length > 0 ? [] : rows.map(record) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A decimal of a larger scale prints its zeros: 1.5000 is 1.50, not a value with four decimals. */
function record(row: TextRow): ReadonlyMap<string, string | null> {
  const exact = (column: string, value: string | null) =>
    MONEY.includes(column) ? (value?.replace(/([.]\d\d)0+$/, "$1") ?? null) : value;
  return new Map(Object.entries(row).map(([column, value]) => [column, exact(column, value)]));
}
