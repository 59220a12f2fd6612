import { type Contract, type ContractInput, computeContract } from "../support/oracle/compute-contract.ts";
import type { DimensionRows } from "../support/oracle/dimensions.ts";
import type { SourceFile } from "../support/oracle/source-file.ts";

export const HEADER = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost";

const NO_DIMENSIONS: DimensionRows = { customers: [], stores: [], salesTeam: [] };

export function textFile(name: string, text: string): SourceFile {
  return { name, content: Buffer.from(text, "utf8") };
}

/** A file of CSV lines below the header. */
export function salesCsv(...lines: readonly string[]): SourceFile {
  return textFile("sales_data.csv", [HEADER, ...lines, ""].join("\n"));
}

export function contractOf(file: SourceFile, settings: Partial<ContractInput> = {}): Promise<Contract> {
  return computeContract({ files: [file], dimensions: NO_DIMENSIONS, asOf: "2023-12-31", ...settings });
}
