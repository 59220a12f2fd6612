import { deleteObjects, mapConcurrent, reasonKeyOf } from "../../lake/index.ts";
import { type FileVersion, forgetKeptFile, type OldFiles, oldFiles } from "../../warehouse/index.ts";
import { type Amount, type History, type Looking, NOTHING, type Purging, plus } from "./history.ts";
import { asTimestamp } from "./retention.ts";

/** Refused files, with the reasons beside them. */
export const oldQuarantinedFiles: History = keptFiles(() => "quarantined");

/** Files that were processed: those that do not count, and by setting the others. */
export const oldArchivedFiles: History = keptFiles(({ settings }) =>
  settings.retention.countedOriginals === "remove" ? "all archived" : "uncounted",
);

function keptFiles(whichOf: (run: Looking) => OldFiles["which"]): History {
  return {
    async count(run, before) {
      let amount = NOTHING;
      for await (const file of old(run, before)) amount = plus(amount, amountOf(file));
      return amount;
    },
    async remove(run, before) {
      const { concurrency } = run.settings.run;
      const removed = await mapConcurrent(old(run, before), { concurrency, signal: run.signal }, (file, signal) =>
        removeFile(run, file, signal),
      );
      return removed.reduce(plus, NOTHING);
    },
  };

  function old(run: Looking, before: Date): AsyncIterable<FileVersion> {
    return oldFiles(run.warehouse, { before: asTimestamp(before), which: whichOf(run) });
  }
}

async function removeFile(run: Purging, file: FileVersion, signal: AbortSignal): Promise<Amount> {
  const { archivedKey } = file;
  if (archivedKey === null) return NOTHING;
  // First the object: as long as the ledger says where it lies, it is found again.
  await deleteObjects(
    run.lake,
    [archivedKey, ...(file.status === "Invalid" ? [reasonKeyOf(archivedKey)] : [])],
    signal,
  );
  await run.failpoint("purge:file_removed");
  await forgetKeptFile(run.warehouse, file);
  await run.failpoint("purge:file_forgotten");
  return amountOf(file);
}

function amountOf({ sizeBytes }: FileVersion): Amount {
  return { count: 1, bytes: sizeBytes };
}
