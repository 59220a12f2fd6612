import { parseCsv } from "./oracle/csv.ts";
import { DIMENSION_FILES, type ExampleFile } from "./worked-example.ts";
import type { World } from "./world.ts";

const TABLES: Readonly<Record<string, string>> = {
  customers: "customer",
  stores: "store",
  sales_team: "sales_team",
  products: "product",
};

/**
 * Writes the rows of dimension files straight into MySQL, whose tables others may keep, too. For tests of what happens to
 * sales: loading four files with Spark takes half of a small run.
 */
export async function knowDimensions(world: World, files: readonly ExampleFile[] = DIMENSION_FILES): Promise<void> {
  for (const { key, text } of files) {
    const [, feed = ""] = key.split("/");
    const table = TABLES[feed];
    if (table === undefined) throw new Error(`${key} is no file of a dimension.`);
    const [header = [], ...rows] = parseCsv(text).records;
    for (const row of rows) {
      const values = header.map((_, column) => row[column] ?? "");
      await world.change(
        `INSERT INTO ${table} (${header.join(", ")}) VALUES (${header.map(() => "NULLIF(?, '')").join(", ")})`,
        values,
      );
    }
  }
}
