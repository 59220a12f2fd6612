import type { Dataset, GeneratedFeed, GeneratedFile } from "../../tools/generate/dataset.ts";
import { type Contract, computeContract } from "../support/oracle/compute-contract.ts";
import { readDimensions } from "../support/oracle/dimensions.ts";
import type { SourceFile } from "../support/oracle/source-file.ts";

export const AS_OF = "2025-12-31";

export function sourceFile(stored: ReadonlyMap<string, Uint8Array>, key: string): SourceFile {
  const content = stored.get(key);
  if (content === undefined) throw new Error(`${key} was not written.`);
  return { name: key, content };
}

/** Those that a correct pipeline takes. */
export function filesOf(dataset: Dataset, feed: GeneratedFeed): readonly GeneratedFile[] {
  return dataset.files.filter((file) => file.feed === feed && file.fault === null);
}

/** The oracle's view of a first wave, or of what a second one left of it. */
export async function contractOfFirstWave(
  stored: ReadonlyMap<string, Uint8Array>,
  dataset: Dataset,
  moreSales: readonly string[] = [],
): Promise<Contract> {
  const files = (feed: "sales" | "customers" | "stores" | "sales_team") =>
    filesOf(dataset, feed).map(({ key }) => sourceFile(stored, key));
  return computeContract({
    files: [...files("sales"), ...moreSales.map((key) => sourceFile(stored, key))],
    dimensions: await readDimensions({
      customers: files("customers"),
      stores: files("stores"),
      salesTeam: files("sales_team"),
    }),
    asOf: AS_OF,
  });
}
