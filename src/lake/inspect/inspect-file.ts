import { folderValues } from "../folder-values.ts";
import { nameOfKey } from "../keys.ts";
import { LakeError } from "../lake-error.ts";
import type { Lake } from "../open-lake.ts";
import type { FeedContract } from "./feed-contract.ts";
import { cappedFaults } from "./file-fault.ts";
import { formatOf } from "./file-format.ts";
import { inspectParquet } from "./inspect-parquet.ts";
import { inspectSample } from "./inspect-sample.ts";
import { inspectText } from "./inspect-text.ts";
import type { InspectionOutcome } from "./inspection.ts";
import type { FileToInspect, InspectOptions } from "./read-content.ts";

/**
 * Looks at the content of one version of a file, whose name `judgeName` has found to be right: at all of it once, or at a part.
 *
 * @throws LakeError if it cannot be read, RangeError for a name of no known format, or the reason of an aborted signal
 */
export async function inspectFile(
  lake: Lake,
  file: FileToInspect,
  feed: FeedContract,
  options: InspectOptions = {},
): Promise<InspectionOutcome> {
  const landedAt = file.landedAt ?? file.key;
  const known = formatOf(nameOfKey(landedAt));
  if (known === undefined) throw new RangeError(`${file.key} is in no known format; judge its name first`);
  const { format, compressed } = known;
  const contract = withFolders(feed, landedAt);
  try {
    const findings =
      (await inspectSample(lake, file, known, contract, options)) ??
      (format === "parquet"
        ? await inspectParquet(lake, file, contract, options)
        : await inspectText(lake, file, { format, compressed }, contract, options));
    const faults = cappedFaults(findings.faults);
    return {
      kind: "inspected",
      inspection: { feed: feed.feed, csv: feed.csv, format, compressed, ...findings, faults },
    };
  } catch (error) {
    if (error instanceof LakeError && error.code === "object_gone") return { kind: "vanished" };
    if (error instanceof LakeError && error.code === "object_replaced") return { kind: "replaced" };
    throw error;
  }
}

/** A file may lack the columns that its folders give. */
function withFolders(feed: FeedContract, key: string): FeedContract {
  const given = folderValues(key);
  return {
    ...feed,
    columns: feed.columns.map((column) => (given.has(column.name) ? { ...column, mayLack: true } : column)),
  };
}
