import { locationOf } from "../../../lake/index.ts";
import {
  endAdoption,
  type FileVersion,
  findAdopted,
  knownMonths,
  type Lease,
  readIdentity,
} from "../../../warehouse/index.ts";
import { type BatchWork, type Processed, process } from "../../attempt/process.ts";
import type { RunContext } from "../../context/run-context.ts";
import { archive } from "../../finish/archive.ts";
import { finish } from "../../finish/finish.ts";
import type { RunOutcome } from "../../outcome/run-outcome.ts";
import { NO_NEW_FILES, type RunFindings } from "../../outcome/run-summary.ts";
import { signOfOlderLedger } from "../../pair/older-ledger.ts";
import { sweep } from "../../recover/sweep.ts";
import { type RunOptions, runUnderLease } from "../../run-under-lease.ts";
import { NO_CONTENTS } from "../../validate/separate-contents.ts";
import { validate } from "../../validate/validate.ts";
import { publishedPartitions } from "../published-partitions.ts";
import { beginAdopting } from "./begin-adoption.ts";
import { findLost } from "./find-lost.ts";
import { abandonLostBatches } from "./lost-batches.ts";
import { eraseAgain, recallErasures } from "./lost-erasures.ts";
import type { LostFiles } from "./lost-files.ts";
import { adoptAgain, filesToReadAgain } from "./read-again.ts";
import { takeBack } from "./take-back.ts";

/**
 * Takes what the bucket keeps and the ledger lacks back into the ledger, each file once, until both agree: after MySQL was restored
 * from a backup, or failed over to a server that lacked the last transactions. Whoever was erased since is erased again. Looks for no
 * new files. Goes on where a dead one stopped.
 */
export function adoptPipeline(options: RunOptions): Promise<RunOutcome> {
  return runUnderLease(options, adopt, beginAdopting);
}

async function adopt(run: RunContext, lease: Lease): Promise<Omit<RunFindings, "recovered">> {
  const { adoptingFrom } = await readIdentity(run.warehouse);
  const lost = await run.steps.run("compare with the bucket", () => findLost(run, adoptingFrom ?? 0));
  const { erasures } = lost;
  for (const { objectKey, fileId } of lost.gone) {
    run.log.error(
      { key: objectKey, fileId },
      `${objectKey} counted as file ${fileId}, and its content is not kept: upload it again`,
    );
  }
  await recallErasures(run, erasures);
  await takeBack(run, lost);
  await run.failpoint("files_adopted");
  const stopped = new Set(lost.superseded.map(({ fileId }) => fileId));
  const again = (await filesToReadAgain(run)).filter(({ fileId }) => !stopped.has(fileId));
  await adoptAgain(run, again, await findAdopted(run.warehouse));
  const adopted = await findAdopted(run.warehouse);
  const counts = {
    files: lost.files.length,
    superseded: lost.superseded.length,
    readAgain: again.length,
    gone: lost.gone.length,
    erased: erasures.rows.length,
  };
  if (erasures.rows.length === 0 && !(await isAnythingLost(run, lost, adopted))) {
    await endAdoption(run.warehouse);
    run.log.info(`the ledger knows all that ${locationOf(run.lake)} shows`);
    return { ...NO_NEW_FILES, processed: undefined };
  }
  const batches = new Batches(run, lease);
  const processed = await processAll(batches, { adopted, again, superseded: lost.superseded });
  await requireAllAdopted(run);
  await abandonLostBatches(run);
  await sweep(run);
  await eraseAgain(run, lease, erasures, batches.attempts);
  await endAdoption(run.warehouse);
  run.log.info({ counts }, `adopted ${counts.files} files: ledger and bucket agree`);
  return { ...NO_NEW_FILES, processed, adopted: counts };
}

async function isAnythingLost(run: RunContext, { files, superseded }: LostFiles, adopted: readonly FileVersion[]) {
  if (files.length + superseded.length + adopted.length > 0) return true;
  return (await signOfOlderLedger(run)) !== undefined;
}

interface Adopting {
  readonly adopted: readonly FileVersion[];
  readonly again: readonly FileVersion[];
  readonly superseded: readonly FileVersion[];
}

/**
 * First, in one batch, what other months could not be computed without: files that are read again, and those that do not count any more.
 * Then the adopted ones, the versions of one key one after the other. At last all marts, and all that is published of them.
 */
async function processAll(batches: Batches, { adopted, again, superseded }: Adopting): Promise<Processed | undefined> {
  const keys = new Set(again.map(({ objectKey }) => objectKey));
  const isAgain = ({ objectKey }: FileVersion) => keys.has(objectKey);
  await batches.of(adopted.filter(isAgain), { again: keys, voided: superseded });
  for (const round of roundsOf(adopted.filter((file) => !isAgain(file)))) await batches.ofMany(round);
  return await batches.rebuild();
}

/** Of each key one version in each round, in the order in which they came. */
function roundsOf(files: readonly FileVersion[]): readonly (readonly FileVersion[])[] {
  const byKey = [...Map.groupBy(files, ({ objectKey }) => objectKey).values()];
  const most = Math.max(0, ...byKey.map(({ length }) => length));
  return Array.from({ length: most }, (_, round) => byKey.flatMap((versions) => versions[round] ?? []));
}

/** The batches of one run, one after the other. */
class Batches {
  readonly #run: RunContext;
  readonly #lease: Lease;
  #attempts = 0;

  constructor(run: RunContext, lease: Lease) {
    this.#run = run;
    this.#lease = lease;
  }

  async of(
    files: readonly FileVersion[],
    {
      again = new Set(),
      voided = [],
    }: { readonly again?: ReadonlySet<string>; readonly voided?: readonly FileVersion[] } = {},
  ): Promise<void> {
    if (files.length + voided.length === 0) return;
    const { contents } = await validate(this.#run, files, again);
    await this.#process({ contents, voided });
  }

  async ofMany(files: readonly FileVersion[]): Promise<void> {
    const { maxFiles } = this.#run.settings.run;
    for (let start = 0; start < files.length; start += maxFiles) await this.of(files.slice(start, start + maxFiles));
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** What lies in S3 may be of a later state, and be as its manifest says: all of it is published anew. */
  async rebuild(): Promise<Processed | undefined> {
    const { partitions } = await publishedPartitions(this.#run);
    const known = await knownMonths(this.#run.warehouse, this.#run.job);
    const months = [...new Set([...known, ...partitions.map(({ salesMonth }) => salesMonth)])].toSorted();
    const published = partitions.map((partition) => ({ ...partition, intact: false }));
    return await this.#process({ contents: NO_CONTENTS, rebuild: { months, published } });
  }

  async #process(work: BatchWork): Promise<Processed | undefined> {
    const { processed } = await process(this.#run, this.#lease, { ...work, attemptsBefore: this.#attempts });
    this.#attempts += this.#run.settings.run.maxAttempts;
    if (processed === undefined) await archive(this.#run);
    else await finish(this.#run, processed.batchId);
    return processed;
  }
}

async function requireAllAdopted(run: RunContext): Promise<void> {
  const [first, ...others] = await findAdopted(run.warehouse);
  if (first === undefined) return;
  throw new Error(
    `${others.length + 1} kept files could not be taken back, ${first.archivedKey} among them: ${first.reason ?? first.status}. Mend it, and run \`sales-pipeline adopt\` again.`,
  );
}
