import type { TextRow } from "./duckdb.ts";
import { fileRecords } from "./file-records.ts";
import type { Forms } from "./forms.ts";
import type { SourceFile } from "./source-file.ts";

/** Rows of the dimension tables; only ids, names, address and phone number are looked at. */
export interface DimensionRows {
  readonly customers: readonly TextRow[];
  readonly stores: readonly TextRow[];
  readonly salesTeam: readonly TextRow[];
}

/** Dimension files, oldest first. */
export interface DimensionFiles {
  readonly customers: readonly SourceFile[];
  readonly stores: readonly SourceFile[];
  readonly salesTeam: readonly SourceFile[];
}

/** The tables after the files were upserted, one after the other. `customerForms` are those of the customers' files. */
export async function readDimensions(files: DimensionFiles, customerForms: Forms = {}): Promise<DimensionRows> {
  return {
    customers: await upserted(files.customers, "customer_id", customerForms),
    stores: await upserted(files.stores, "id"),
    salesTeam: await upserted(files.salesTeam, "id"),
  };
}

async function upserted(files: readonly SourceFile[], key: string, forms: Forms = {}): Promise<readonly TextRow[]> {
  const table = new Map<string, TextRow>();
  for (const file of files) {
    const { faults, records } = await fileRecords(file, [key], forms);
    if (faults.length > 0)
      throw new Error(`${file.name}: ${faults.join(", ")}. The oracle takes good dimension files.`);
    for (const record of records) {
      if (typeof record === "string")
        throw new Error(`${file.name}: ${record}. The oracle takes good dimension files.`);
      table.set(record.get(key) ?? "", Object.fromEntries([...record].map(([name, value]) => [name, value || null])));
    }
  }
  return [...table.values()];
}

export function byId(rows: readonly TextRow[], key: string): ReadonlyMap<number, TextRow> {
  return new Map(rows.map((row) => [Number(row[key]), row]));
}

/** First and last name with a blank between, whichever of them there are; NULL if there is none. */
export function fullName(row: TextRow | undefined): string | null {
  const names = [row?.["first_name"], row?.["last_name"]].filter((name) => name !== null && name !== undefined);
  return names.join(" ").trim() || null;
}
