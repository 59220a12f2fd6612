import { type PartitionedMart, partitionedMarts } from "../../../job/index.ts";
import { listPages, martPrefix, partitionKey, pathOfPartition, readManifest } from "../../../lake/index.ts";
import { monthOfPath, partitionRowCounts } from "../../../warehouse/index.ts";
import type { VerifyContext } from "./verify-context.ts";

export interface PartitionDifference {
  readonly key: string;
  readonly reason: string;
}

/** Partition objects of the months that are not as the marts and the manifests say: missing, replaced, or without rows. */
export async function partitionDifferences(
  run: VerifyContext,
  months: readonly string[],
): Promise<readonly PartitionDifference[]> {
  const found: PartitionDifference[] = [];
  for (const mart of partitionedMarts(run.job)) found.push(...(await differencesOf(run, mart, new Set(months))));
  return found;
}

async function differencesOf(
  { lake, warehouse, signal }: VerifyContext,
  mart: PartitionedMart,
  months: ReadonlySet<string>,
): Promise<readonly PartitionDifference[]> {
  const manifest = await readManifest(lake, mart.name, signal);
  const listed = new Map((manifest?.objects ?? []).map((object) => [object.key, object]));
  const rows = await partitionRowCounts(warehouse, mart);
  const expected = new Map(rows.map((partition) => [partitionKey(mart.name, partition.path), partition]));
  const etags = new Map<string, string>();
  for await (const page of listPages(lake, martPrefix(mart.name), signal)) {
    for (const { key, etag } of page) if (isPartition(mart, key)) etags.set(key, etag);
  }
  const reasonFor = (key: string): string | undefined => {
    const partition = expected.get(key);
    if (partition === undefined) return "the mart has no rows of it";
    if (!etags.has(key)) return "the object is not there";
    const object = listed.get(key);
    if (object === undefined) return "the manifest does not list it";
    if (object.etag !== etags.get(key)) return "it is not the object that was published";
    return object.rows === partition.rows
      ? undefined
      : `the manifest says ${object.rows} rows, the mart ${partition.rows}`;
  };
  return [...new Set([...expected.keys(), ...etags.keys()])]
    .filter((key) => months.has(monthOf(mart, key)))
    .toSorted()
    .flatMap((key) => {
      const reason = reasonFor(key);
      return reason === undefined ? [] : [{ key, reason }];
    });
}

function isPartition(mart: PartitionedMart, key: string): boolean {
  return pathOfPartition(mart.name, mart.partitionBy, key) !== undefined;
}

function monthOf(mart: PartitionedMart, key: string): string {
  return monthOfPath(pathOfPartition(mart.name, mart.partitionBy, key) ?? "");
}
