import type { InspectedFile } from "./valid-file.ts";

/** How many records files have, as the driver counted them; undefined if it has not looked at all of each. */
export function knownRecords(files: readonly Pick<InspectedFile, "inspection">[]): number | undefined {
  const counts = files.map(({ inspection }) => inspection.records);
  return counts.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), 0);
}
