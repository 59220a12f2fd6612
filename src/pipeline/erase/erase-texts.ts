import {
  deleteObjects,
  type Erasure,
  headObject,
  listPages,
  putJson,
  REPORTS_PREFIX,
  readRange,
  reasonKeyOf,
  ruleFor,
  speaksOf,
} from "../../lake/index.ts";
import {
  eraseExample,
  eraseTold,
  keptFiles,
  quotedIn,
  quotingTexts,
  type RejectedExample,
  rejectedExamples,
  type ToldText,
  toldTexts,
  withoutDetails,
} from "../../warehouse/index.ts";
import { UNKNOWN_FEED } from "../validate/feed-contracts.ts";
import type { Erasing, ErasureReport } from "./erasing.ts";
import { columnOf, contractOf } from "./kept-content.ts";

/** Reasons quote so many characters of an example. */
const QUOTED_CHARACTERS = 150;

const LARGEST_PAGE_BYTES = 64 * 1024 * 1024;

/**
 * Takes the person out of what is told to people: reasons and messages of the ledger, reasons beside refused files, examples of rejected
 * rows, pages of runs. The examples go last: by them the quotations are found.
 */
export async function eraseTexts(erasing: Erasing): Promise<Pick<ErasureReport, "texts" | "reports">> {
  const { run, person, facts, dimension, isDryRun } = erasing;
  const examples = (await rejectedExamples(run.warehouse, [facts.feed, dimension.feed])).filter((example) =>
    isOfPerson(erasing, example),
  );
  const quoted = examples.map(({ example }) => [example.replaceAll("\n", " ").slice(0, QUOTED_CHARACTERS)]);
  const quoting = (await quotingTexts(run.warehouse)).filter(({ told }) => quotesPerson(erasing, told));
  // As `speaksOf` takes them: shorter ones stand in texts about anybody.
  const values = [...person.knownBy, ...quoted].filter((list) => list.join("").length >= 5 && !list.includes(""));
  const reports = await removeReports(erasing, values);
  const reasons = await eraseReasons(erasing, values);
  const told = distinct([...(await toldTexts(run.warehouse, values)), ...quoting]);
  if (!isDryRun) {
    for (const each of told) {
      await eraseTold(run.warehouse, each);
      await run.failpoint("erase:text_erased");
    }
    for (const example of examples) {
      await eraseExample(run.warehouse, example);
      await run.failpoint("erase:example_erased");
    }
  }
  return { texts: reasons + told.length + examples.length, reports };
}

function distinct(texts: readonly ToldText[]): readonly ToldText[] {
  return [...new Map(texts.map((each) => [`${each.place.table} ${each.id}`, each])).values()];
}

/** Of several examples in one text none is told from the next: each is looked at to the end of its line. */
function quotesPerson(erasing: Erasing, told: string): boolean {
  return quotedIn(told).some((example) =>
    [erasing.facts.feed, erasing.dimension.feed].some((feed) => isOfPerson(erasing, { feed, example })),
  );
}

/** Of CSV nobody knows here which field is which: any may be the key, and an example that is removed for nothing is no loss. */
function isOfPerson(erasing: Erasing, { feed, example }: Pick<RejectedExample, "feed" | "example">): boolean {
  const { person } = erasing;
  const erasure: Erasure = { person, column: columnOf(erasing, feed), keep: undefined, folders: new Map() };
  const { csv } = contractOf(erasing, feed);
  const isJson = example.trimStart().startsWith("{");
  return ruleFor(isJson ? undefined : { header: [], dialect: csv }, erasure)(example) === undefined;
}

async function eraseReasons(erasing: Erasing, values: readonly (readonly string[])[]): Promise<number> {
  const { run, facts, dimension, isDryRun } = erasing;
  let count = 0;
  for await (const file of keptFiles(run.warehouse, [facts.feed, dimension.feed, UNKNOWN_FEED])) {
    if (file.status !== "Invalid" || file.archivedKey === null) continue;
    const key = reasonKeyOf(file.archivedKey);
    const report = await readJson(run, key);
    const told = texts(report).join("\n");
    if (report === undefined || !(speaksOf({ knownBy: values }, told) || quotesPerson(erasing, told))) continue;
    count += 1;
    if (!isDryRun) await putJson(run.lake, key, withoutFaults(report), { signal: run.signal });
  }
  return count;
}

async function readJson({ lake, signal }: Erasing["run"], key: string): Promise<object | undefined> {
  const present = await headObject(lake, key, signal);
  if (present === undefined || present.sizeBytes > LARGEST_PAGE_BYTES) return undefined;
  const value: unknown = parsed((await readRange(lake, key, { etag: present.etag, signal })).toString("utf8"));
  return typeof value === "object" && value !== null ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every text in a value. */
function texts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

function withoutFaults(report: object): object {
  const faults: unknown = "faults" in report ? report.faults : [];
  if (!Array.isArray(faults)) return { ...report, faults: [] };
  const erased = faults.map((fault: unknown) =>
    typeof fault === "object" && fault !== null ? { ...fault, detail: withoutDetails("") } : fault,
  );
  return { ...report, faults: erased };
}

/** A page can be made again from the ledger, so one that speaks of the person goes as a whole. */
async function removeReports({ run, isDryRun }: Erasing, values: readonly (readonly string[])[]): Promise<number> {
  let count = 0;
  for await (const page of listPages(run.lake, REPORTS_PREFIX, run.signal)) {
    for (const { key, etag, sizeBytes } of page) {
      if (sizeBytes > LARGEST_PAGE_BYTES) continue;
      const text = (await readRange(run.lake, key, { etag, signal: run.signal })).toString("utf8");
      if (!speaksOf({ knownBy: values }, unescaped(text))) continue;
      count += 1;
      if (isDryRun) continue;
      await deleteObjects(run.lake, [key], run.signal);
      await run.failpoint("erase:report_removed");
    }
  }
  return count;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", amp: "&" };

/** Of HTML; and of JSON, within which quotes have a backslash. */
function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|#39|#x27|amp);/g, (_, name: string) => ENTITIES[name] ?? "").replaceAll('\\"', '"');
}
