import { join } from "node:path";
import type { Feed } from "../../feeds/index.ts";
import {
  deletePrefix,
  type FeedContract,
  inspectFile,
  type ListedObject,
  listPages,
  probeKey,
  putText,
} from "../../lake/index.ts";
import { VALUE_TYPES } from "../../records/index.ts";
import { lit } from "../../spark-connect/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { inLake } from "../spark/lake-writes.ts";
import type { ReadableFile } from "../transform/source-files.ts";
import { feedContracts } from "../validate/feed-contracts.ts";
import type { ValidFile } from "../validate/valid-file.ts";
import { tryToRead } from "./read-trial.ts";

type Format = ValidFile["inspection"]["format"];

/** Of no row of the ledger. */
const NO_FILE = 0;

/**
 * Whether Spark can read files of this feed and format at all: a good one of the pipeline's own, by the same plan, from where
 * the run's files lie. If not, a file that Spark cannot read is not to blame.
 */
export async function readsGoodFile(run: RunContext, feed: Feed, format: Format): Promise<boolean> {
  const folder = probeKey(`${run.runId}/${feed.name}-${format}/`);
  try {
    const file = await goodFile(run, feed, format, folder);
    const refusal = await tryToRead(run, feed, [file], run.signal);
    if (refusal !== undefined)
      run.log.warn({ err: refusal, feed: feed.name, format }, `Spark reads no ${format} file of ${feed.name}`);
    return refusal === undefined;
  } finally {
    await deletePrefix(run.lake, folder);
  }
}

async function goodFile(run: RunContext, feed: Feed, format: Format, folder: string): Promise<ReadableFile> {
  const contract = feedContracts(run).find((one) => one.feed === feed.name);
  if (contract === undefined) throw new Error(`There is no contract for ${feed.name}.`);
  const object = await writeGoodFile(run, { feed, contract, format, folder });
  const localPath =
    run.settings.run.staging === "local" ? join(run.temporaryFolder, `good-${feed.name}.${format}`) : undefined;
  const options = { signal: run.signal, ...(localPath !== undefined && { saveTo: localPath }) };
  const outcome = await inspectFile(run.lake, object, contract, options);
  if (outcome.kind !== "inspected")
    throw new Error(`${object.key} is ${outcome.kind}: somebody removes what runs write.`);
  return {
    file: { fileId: NO_FILE, objectKey: object.key, archivedKey: null, sizeBytes: object.sizeBytes },
    inspection: outcome.inspection,
    localPath,
  };
}

interface GoodFile {
  readonly feed: Feed;
  readonly contract: FeedContract;
  readonly format: Format;
  readonly folder: string;
}

/** One record without values: whether it would be accepted does not matter. */
async function writeGoodFile(run: RunContext, { feed, contract, format, folder }: GoodFile): Promise<ListedObject> {
  const { columns } = feed;
  const { signal } = run;
  switch (format) {
    case "csv": {
      const { delimiter } = contract.csv;
      const names = columns.map(({ name }) => name);
      const text = `${names.join(delimiter)}\n${names.map(() => "").join(delimiter)}\n`;
      await putText(run.lake, `${folder}good.csv`, text, { signal });
      break;
    }
    case "jsonl": {
      const record = Object.fromEntries(columns.map(({ name }) => [name, ""]));
      await putText(run.lake, `${folder}good.jsonl`, `${JSON.stringify(record)}\n`, { signal });
      break;
    }
    case "parquet":
      await run.spark
        .range(1)
        .select(...columns.map(({ name, kind }) => lit(null).cast(VALUE_TYPES[kind]).alias(name)))
        .write.parquet(...inLake(run.lake, folder), { signal });
  }
  return await written(run, folder, format);
}

async function written(run: RunContext, folder: string, format: Format): Promise<ListedObject> {
  for await (const page of listPages(run.lake, folder, run.signal)) {
    const found = page.find(({ key }) => key.endsWith(`.${format}`));
    if (found !== undefined) return found;
  }
  throw new Error(`${folder} holds no ${format} file: somebody removes what runs write.`);
}
