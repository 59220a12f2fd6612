import type { PersonalSubject } from "../../job/index.ts";
import {
  deletePrefix,
  type FeedContract,
  isFolderMarker,
  listPages,
  type Person,
  rawPrefix,
  workPrefix,
} from "../../lake/index.ts";
import {
  beginErasure,
  dimensionRow,
  findErasure,
  finishErasure,
  forgetErasure,
  isInMarts,
  type Lease,
} from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { scratchIdOf } from "../context/run-id.ts";
import { appendToJournal } from "../finish/journal.ts";
import { isOfOtherWriter } from "../other-writers.ts";
import { prepareSession } from "../spark/prepare-session.ts";
import { feedContracts } from "../validate/feed-contracts.ts";
import { eraseDimension } from "./erase-dimension.ts";
import { eraseFiles } from "./erase-files.ts";
import { eraseRejectedRows } from "./erase-rejected-rows.ts";
import { eraseSales } from "./erase-sales.ts";
import { eraseTexts } from "./erase-texts.ts";
import { type Erasing, type ErasureReport, isFound, NOTHING_FOUND } from "./erasing.ts";

interface PersonToErase extends Pick<Erasing, "subject" | "isDryRun"> {
  readonly key: number;
  /** @default 0 */
  readonly attemptsBefore?: number;
}

/**
 * Takes a person out of all that is kept. Every step can be repeated and finds only what is left, so an erasure that died is finished by
 * the next one. The dimension's row goes last: by its values texts are found.
 */
export async function erasePerson(
  run: RunContext,
  lease: Lease,
  { subject, key, isDryRun, attemptsBefore = 0 }: PersonToErase,
): Promise<ErasureReport> {
  const row = { feed: subject.dimension.name, key };
  const before = await findErasure(run.warehouse, row);
  const erasing: Erasing = {
    run,
    subject,
    person: await personOf(run, subject, key),
    isDryRun,
    attemptsBefore,
    ...contractsOf(run, subject),
  };
  if (!isDryRun) {
    // The bucket's journal first: a ledger that is restored from before must not bring the person back.
    await appendToJournal(run, [{ erasure: "begun", ...row }]);
    await beginErasure(run.warehouse, row, run.runId);
    await run.failpoint("erase:begun");
  }
  await prepareSession(run);
  const { steps } = run;
  const report: ErasureReport = {
    ...NOTHING_FOUND,
    ...(await steps.run("erase sales", () => eraseSales(erasing, lease))),
    ...(await steps.run("erase files", () => eraseFiles(erasing))),
    ...(await steps.run("erase rejected rows", () => eraseRejectedRows(erasing))),
    ...(await steps.run("erase texts", () => eraseTexts(erasing))),
    ...(await steps.run("erase dimension", () => eraseDimension(erasing, lease))),
    waiting: await countLanded(erasing),
  };
  if (isDryRun) return report;
  await deletePrefix(run.lake, workPrefix(scratchIdOf(run.runId)), run.signal);
  // A number that was mistyped must not keep somebody else's rows out for ever. Files that wait may hold it.
  const isKnown =
    before !== undefined ||
    isFound(report) ||
    report.waiting > 0 ||
    (await isInMarts(run.warehouse, run.job, subject.dimension, key));
  if (isKnown) await finishErasure(run.warehouse, row, report);
  else {
    await appendToJournal(run, [{ erasure: "withdrawn", ...row }]);
    await forgetErasure(run.warehouse, row);
  }
  return report;
}

/** The files below `raw/` in which the person may stand, whether or not the ledger knows them yet. */
async function countLanded({ run, facts, dimension }: Erasing): Promise<number> {
  let landed = 0;
  for (const { feed } of [facts, dimension]) {
    for await (const page of listPages(run.lake, rawPrefix(feed), run.signal)) {
      landed += page.filter(({ key }) => !isFolderMarker(key) && !isOfOtherWriter(key, run.settings.feeds)).length;
    }
  }
  return landed;
}

async function personOf(run: RunContext, { dimension, knownBy }: PersonalSubject, key: number): Promise<Person> {
  const values = await dimensionRow(run.warehouse, dimension, key);
  if (values === undefined) return { key, knownBy: [] };
  return { key, knownBy: knownBy.map((columns) => columns.map((column) => values[column] ?? "")) };
}

function contractsOf(run: RunContext, subject: PersonalSubject): Pick<Erasing, "facts" | "dimension"> {
  const contracts = feedContracts(run);
  const contract = (feed: string): FeedContract => {
    const found = contracts.find((each) => each.feed === feed);
    if (found === undefined) throw new Error(`There is no feed ${feed}.`);
    return found;
  };
  return { facts: contract(run.job.facts.name), dimension: contract(subject.dimension.name) };
}
