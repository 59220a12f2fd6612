import { statSync } from "node:fs";
import { salesJob } from "../../jobs/sales/index.ts";
import { underRules, type ValueForms, withForms } from "../../src/feeds/index.ts";
import { sparkPath } from "../../src/lake/index.ts";
import { type CleaningRules, cleanedFacts, type SourceFile } from "../../src/records/index.ts";
import type { DataFrame, SparkSession } from "../../src/spark-connect/index.ts";

/** A CSV file on the machine of Spark, as a run hands one to the job that its validation has let pass. */
export function localSales(file: string, columns: readonly string[]): SourceFile {
  const { load, reported } = sparkPath({ file });
  return {
    fileId: 1,
    sizeBytes: statSync(file).size,
    loadPath: load,
    reportedPath: reported,
    format: "csv",
    columns,
    columnTypes: new Map(),
    sampled: false,
    multiline: false,
    recordEnd: "\n",
    plain: true,
    preambleLines: 0,
    csv: { delimiter: ",", quote: '"', encoding: "UTF-8", nullValues: ["\\N"] },
    folders: new Map(),
  };
}

/** What settings say of sales. @default the contract's */
export interface SaleRules {
  readonly returns?: "reject" | "net";
  readonly totalRule?: "product" | "given" | "discount";
  readonly forms?: ValueForms;
}

export function saleCleaning(asOf: string, { forms, ...rules }: SaleRules = {}): CleaningRules {
  const ruled = underRules(salesJob.facts, rules);
  const feed = forms === undefined ? ruled.feed : withForms(ruled.feed, forms);
  return { asOf, unknownReferences: "accept", ...ruled, feed };
}

/** Cleans the file as a run does, with dimensions that know its customers, stores and salespeople. */
export function cleanLocalSales(
  spark: SparkSession,
  source: SourceFile,
  asOf: string,
  rules: SaleRules = {},
): DataFrame {
  const dimensions = {
    customers: spark.range(1, 10_000).selectExpr("CAST(id AS INT) AS customer_id"),
    stores: spark.range(1, 50).selectExpr("CAST(id AS INT) AS id"),
    sales_team: spark.range(1, 500).selectExpr("CAST(id AS INT) AS id"),
  };
  return cleanedFacts(spark, [source], dimensions, saleCleaning(asOf, rules));
}
