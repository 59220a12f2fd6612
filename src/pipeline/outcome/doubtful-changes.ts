import { type SalesDates, salesDatesOf, uncountedDuplicates } from "../../warehouse/index.ts";
import type { Processed } from "../attempt/process.ts";
import type { RunContext } from "../context/run-context.ts";

/** Changes of what counts that follow the rules, and yet are often not what was meant. */
export interface DoubtfulChanges {
  /** Corrections none of whose sales are from a day of what they replace: the same name may have been used for another day. */
  readonly otherDates: number;
  /** Duplicates whose content counts nowhere any more. */
  readonly uncounted: number;
}

export async function findDoubtfulChanges(
  run: Pick<RunContext, "warehouse" | "log">,
  { files, duplicates, superseded }: Pick<Processed, "files" | "duplicates" | "superseded">,
): Promise<DoubtfulChanges> {
  const corrections = [
    ...files.filter(({ fault }) => fault === undefined).map(({ source }) => ({ ...source, content: source.file })),
    ...duplicates.map((duplicate) => ({ ...duplicate, content: duplicate.original })),
  ].flatMap(({ file, content, corrects }) => (corrects === undefined ? [] : [{ file, content, corrects }]));
  const dates = await salesDatesOf(
    run.warehouse,
    corrections.flatMap(({ content, corrects }) => [content.fileId, corrects.fileId]),
  );
  let otherDates = 0;
  for (const { file, content, corrects } of corrections) {
    const [now, before] = [dates.get(content.fileId), dates.get(corrects.fileId)];
    if (now === undefined || before === undefined || overlap(now, before)) continue;
    otherDates += 1;
    run.log.warn(
      { key: file.objectKey, fileId: file.fileId, replaced: corrects.fileId },
      `${file.objectKey} holds sales from ${spanOf(now)} and replaces file ${corrects.fileId}, which held sales from ${spanOf(before)}: ` +
        `those count no more. If both should count, upload the old one, kept as ${corrects.archivedKey}, below raw/ under a name of its own.`,
    );
  }
  const uncounted = await uncountedDuplicates(
    run.warehouse,
    superseded.map(({ fileId }) => fileId),
  );
  for (const { objectKey: key, fileId } of uncounted) {
    run.log.warn(
      { key, fileId },
      `${key} was a duplicate of what counts no more: if its content should count, \`sales-pipeline replay --file ${fileId}\``,
    );
  }
  return { otherDates, uncounted: uncounted.length };
}

function overlap(one: SalesDates, other: SalesDates): boolean {
  return one.first <= other.last && other.first <= one.last;
}

function spanOf({ first, last }: SalesDates): string {
  return first === last ? first : `${first} to ${last}`;
}
