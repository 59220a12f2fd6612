import type { Job } from "../../job/index.ts";
import { rejectedText } from "../../records/index.ts";
import {
  btrim,
  type Column,
  col,
  contains,
  count,
  type DataFrame,
  Decimal,
  lit,
  min,
  sum,
  when,
} from "../../spark-connect/index.ts";
import type { Rejection } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { Attempt } from "./attempt.ts";
import type { FileRows } from "./file-rows.ts";

/** Why rows of one feed were rejected. */
export interface Rejections {
  readonly byCode: readonly Rejection[];
  /** Of each file that is refused for its rows: the commonest code first. */
  readonly byFile: ReadonlyMap<number, readonly Rejection[]>;
}

/** What waiting brings back, so that its files are worth naming. */
const FUTURE = "future_date";

const ZERO = Decimal.parse("0.00");

interface Counted {
  readonly reject_reasons: string;
  /** Of rows whose file is to be named. */
  readonly of_file: bigint | null;
  readonly row_count: bigint;
  readonly money: Decimal | null;
  readonly example: string;
}

/** Counts the rejected rows of a feed by their reasons: a job over them alone. A row with two reasons counts for both. */
export async function countRejected(
  { job }: Pick<RunContext, "job">,
  attempt: Attempt,
  rejected: DataFrame,
  files: readonly FileRows[],
): Promise<Rejections> {
  const feed = files[0]?.source.feed ?? job.facts.name;
  const refused = files.filter(({ fault }) => fault?.code === "too_many_rejected_rows");
  const isNamed = col("file_id")
    .isin(...refused.map(({ source }) => BigInt(source.file.fileId)))
    .or(contains(col("reject_reasons"), lit(FUTURE)));
  const money = feed === job.facts.name ? rejectedMoney(job) : lit(null).cast("decimal(18,2)");
  const counted = await rejected
    .select(
      col("reject_reasons"),
      when(isNamed, col("file_id")).alias("of_file"),
      money.alias("money"),
      col("raw_record"),
    )
    .groupBy("reject_reasons", "of_file")
    .agg(count(lit(1)).alias("row_count"), sum("money").alias("money"), min("raw_record").alias("example"))
    .collect<Counted>(attempt.action(`count rejected rows of ${feed}`));
  const ofFile = ({ source }: FileRows) => counted.filter((row) => Number(row.of_file) === source.file.fileId);
  return {
    byCode: byCode(feed, counted),
    byFile: new Map(refused.map((file) => [file.source.file.fileId, byCode(feed, ofFile(file))])),
  };
}

/** The amount that a rejected fact gives, or NULL where that is none. */
function rejectedMoney({ facts }: Job): Column {
  return btrim(rejectedText(facts, facts.facts.amount)).tryCast("decimal(18,2)");
}

function byCode(feed: string, counted: readonly Counted[]): readonly Rejection[] {
  const found = new Map<string, Rejection>();
  for (const { reject_reasons, of_file, row_count, money, example } of counted) {
    for (const code of new Set(reject_reasons.split(","))) {
      const before = found.get(code);
      const fileIds = code === FUTURE && of_file !== null ? [Number(of_file)] : [];
      found.set(code, {
        feed,
        code,
        rows: (before?.rows ?? 0) + Number(row_count),
        money: sumOf(before?.money ?? null, money),
        // The same one however Spark orders them.
        example: before === undefined || example < before.example ? example : before.example,
        fileIds: [...new Set([...(before?.fileIds ?? []), ...fileIds])],
      });
    }
  }
  return [...found.values()].toSorted((a, b) => b.rows - a.rows || (a.code < b.code ? -1 : 1));
}

/** Exact, two decimals; null as long as no row gave an amount. */
function sumOf(before: string | null, money: Decimal | null): string | null {
  if (money === null) return before;
  return Decimal.parse(before ?? ZERO.toString())
    .add(money)
    .toString();
}
