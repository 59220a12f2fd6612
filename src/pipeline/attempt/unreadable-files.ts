import type { Feed } from "../../feeds/index.ts";
import { feedsOf } from "../../job/index.ts";
import { changeStatus } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { changedFiles, recordChanged } from "../validate/changed-files.ts";
import { failFile } from "../validate/fail-file.ts";
import { reasonOf } from "../validate/file-reason.ts";
import type { ValidFile } from "../validate/valid-file.ts";
import { readsGoodFile } from "./control-file.ts";
import { findGuilty } from "./find-guilty.ts";
import { type ReadFailure, readFailureOf } from "./read-failure.ts";
import { tryToRead } from "./read-trial.ts";

/** Small jobs that mostly wait. */
const TRIALS_AT_ONCE = 4;

/** A file that Spark cannot read, though it reads others of the kind. */
export interface UnreadableFile {
  readonly file: ValidFile;
  readonly failure: ReadFailure;
}

/** Has Spark read the files of a failed attempt again, in ever smaller groups, and returns those that it cannot read alone. */
export async function findUnreadable(run: RunContext, files: readonly ValidFile[]): Promise<readonly UnreadableFile[]> {
  const groups = [...Map.groupBy(files, kindOf).values()];
  const options = { concurrency: TRIALS_AT_ONCE, signal: run.signal };
  const guilty = await findGuilty(groups, options, async (group, signal) => {
    const [first] = group;
    return first === undefined ? undefined : await tryToRead(run, feedOf(run, first), group, signal);
  });
  const unreadable: UnreadableFile[] = [];
  for (const ofKind of Map.groupBy(guilty, ({ suspect }) => kindOf(suspect)).values()) {
    const [first] = ofKind;
    if (first === undefined) continue;
    const { suspect } = first;
    if (!(await readsGoodFile(run, feedOf(run, suspect), suspect.inspection.format))) continue;
    unreadable.push(...ofKind.map(({ suspect, why }) => ({ file: suspect, failure: readFailureOf(why) })));
  }
  return unreadable;
}

/**
 * Settles them in the ledger: Invalid where what is in them is to blame, Failed where it may not be, and as what they are if
 * they were replaced or removed meanwhile.
 *
 * @returns what each became
 */
export async function settleUnreadable(
  run: RunContext,
  unreadable: readonly UnreadableFile[],
): Promise<readonly ("invalid" | "failed" | "superseded")[]> {
  const versions = unreadable.map(({ file }) => file.file);
  const changed = new Map((await changedFiles(run, versions)).map((change) => [change.file.fileId, change]));
  const became: ("invalid" | "failed" | "superseded")[] = [];
  for (const { file, failure } of unreadable) {
    const change = changed.get(file.file.fileId);
    if (change !== undefined) became.push(await recordChanged(run, change, "committed"));
    else if (failure.isOfContent) became.push(await invalidate(run, file, failure.reason));
    else became.push(await fail(run, file, failure.reason));
  }
  return became;
}

async function fail(run: RunContext, { file }: ValidFile, reason: string): Promise<"failed"> {
  await failFile(run, file, { reason: `spark_cannot_read: ${reason}` });
  return "failed";
}

async function invalidate(run: RunContext, { file, inspection }: ValidFile, reason: string): Promise<"invalid"> {
  const fault = { code: "corrupt_file", detail: `Spark cannot read what is in it: ${reason}` };
  run.log.warn({ key: file.objectKey, fileId: file.fileId, fault }, `${file.objectKey} is invalid: ${fault.code}`);
  await changeStatus(run.warehouse, {
    fileId: file.fileId,
    to: "Invalid",
    reason: reasonOf([fault]),
    sha256: inspection.sha256,
    archiveState: "due",
    runId: run.runId,
    message: `${fault.code}: ${fault.detail}`,
  });
  return "invalid";
}

/** As the job declares it. */
function feedOf({ job }: RunContext, { feed }: ValidFile): Feed {
  const found = feedsOf(job).find(({ name }) => name === feed);
  if (found === undefined) throw new Error(`A file of ${feed} was processed, which is no feed of the job.`);
  return found;
}

function kindOf({ feed, inspection }: ValidFile): string {
  return `${feed} ${inspection.format}`;
}
