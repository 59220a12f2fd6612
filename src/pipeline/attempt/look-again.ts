import { mapConcurrent } from "../../lake/index.ts";
import { newLakeProbe } from "../context/lake-probe.ts";
import type { RunContext } from "../context/run-context.ts";
import { feedContracts } from "../validate/feed-contracts.ts";
import { judgeFile } from "../validate/judge-file.ts";
import type { NewContents } from "../validate/separate-contents.ts";
import type { InspectedFile } from "../validate/valid-file.ts";
import type { ExcludedFiles } from "./exclude-files.ts";

interface SecondLook {
  readonly contents: NewContents;
  readonly left: ExcludedFiles;
}

/** Has the driver look at all of sampled files: those that are sound stay, and are no longer sampled. */
export async function lookAgain(
  run: RunContext,
  contents: NewContents,
  fileIds: ReadonlySet<number>,
): Promise<SecondLook> {
  const doubtful = contents.files.filter(({ file }) => fileIds.has(file.fileId));
  run.log.warn(
    { files: doubtful.map(({ file }) => file.objectKey) },
    `${doubtful.length} sampled files hold what only a look at all of them can judge: the driver reads them`,
  );
  const judging = { contracts: feedContracts(run), probe: newLakeProbe(run), depth: "whole" } as const;
  const options = { concurrency: run.settings.run.concurrency, signal: run.signal };
  const seen = await mapConcurrent(doubtful, options, async (before, signal) => {
    const verdict = await judgeFile(run, before.file, { ...judging, signal });
    return { before, verdict };
  });
  const sound = new Map<number, InspectedFile>();
  for (const { before, verdict } of seen) {
    if (verdict.kind === "inspected") sound.set(before.file.fileId, withIdentityOf(before, verdict.inspected));
  }
  const out = seen.filter(({ verdict }) => verdict.kind !== "inspected");
  const count = (kind: string) => out.filter(({ verdict }) => verdict.kind === kind).length;
  return {
    contents: { ...contents, files: contents.files.map((file) => sound.get(file.file.fileId) ?? file) },
    left: {
      fileIds: new Set(out.map(({ before }) => before.file.fileId)),
      invalid: count("invalid"),
      failed: count("failed"),
    },
  };
}

/** By which it was told from others. */
function withIdentityOf({ inspection: { sha256 } }: InspectedFile, seen: InspectedFile): InspectedFile {
  return { ...seen, inspection: { ...seen.inspection, sha256 } };
}
