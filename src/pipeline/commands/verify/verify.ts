import { CodedError } from "../../../errors/index.ts";
import { countCommitted, knownMonths, liveSalesOf } from "../../../warehouse/index.ts";
import { SESSION_SETTINGS } from "../../spark/session-settings.ts";
import { martRows } from "../../transform/build-marts.ts";
import { effectiveDimensions } from "../../transform/load-dimensions.ts";
import { martFailure } from "../../transform/mart-failure.ts";
import { readParts } from "../../transform/sales-to-count.ts";
import { type MartDifferences, martDifferences } from "./mart-differences.ts";
import { type PartitionDifference, partitionDifferences } from "./partition-differences.ts";
import type { VerifyContext } from "./verify-context.ts";

export interface VerifyOptions {
  /** yyyy-MM; left out, all months. */
  readonly month?: string | undefined;
  /** So many months, by chance. @default all */
  readonly sample?: number | undefined;
  /** How many rows of each mart to show. */
  readonly limit: number;
  /** From 0 to below 1. */
  readonly random: () => number;
}

export interface Verification {
  readonly months: readonly string[];
  readonly marts: readonly MartDifferences[];
  readonly partitions: readonly PartitionDifference[];
}

/** A run committed while the marts were compared, so that nothing can be said. */
export class ChangedMeanwhileError extends CodedError {
  override readonly name = "ChangedMeanwhileError";
  readonly code = "changed_meanwhile";
  readonly transient = true;

  constructor() {
    super("Runs committed while the marts were compared. Verify again when none is at work.");
  }
}

const ATTEMPTS = 3;

/**
 * Computes months from scratch and holds the marts and their partitions against that. Changes nothing and takes no lease: where a
 * run commits meanwhile, it begins again.
 *
 * @throws ChangedMeanwhileError if runs keep committing
 */
export async function verify(run: VerifyContext, options: VerifyOptions): Promise<Verification> {
  await run.spark.conf.setAll(SESSION_SETTINGS, { signal: run.signal });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await countCommitted(run.warehouse);
    const isUnchanged = async () => (await countCommitted(run.warehouse)) === before;
    try {
      const found = await compare(run, options);
      if (await isUnchanged()) return found;
    } catch (error) {
      // What a run replaces or removes may be missing here.
      if (await isUnchanged()) throw error;
    }
  }
  throw new ChangedMeanwhileError();
}

async function compare(run: VerifyContext, { month, sample, limit, random }: VerifyOptions): Promise<Verification> {
  const known = await knownMonths(run.warehouse, run.job);
  const asked = month === undefined ? known : known.filter((one) => one === month);
  const months = sample === undefined ? asked : sampleOf(asked, sample, random);
  if (months.length === 0) return { months, marts: [], partitions: [] };
  const { parts, deadFiles } = await liveSalesOf(run.warehouse, { feed: run.job.facts.name, months, superseding: [] });
  const sales = readParts(run, parts, deadFiles);
  const dimensions = await effectiveDimensions(run, { dimensions: {} });
  const marts: MartDifferences[] = [];
  for (const mart of run.job.marts) {
    const computed = martRows(mart, sales, dimensions, run.settings.rules);
    const differences = martDifferences(run, mart, computed, { months, limit });
    marts.push(
      await differences.catch((error: unknown) => {
        throw martFailure(mart, error);
      }),
    );
  }
  return { months, marts, partitions: await partitionDifferences(run, months) };
}

function sampleOf(months: readonly string[], size: number, random: () => number): readonly string[] {
  const left = [...months];
  const taken: string[] = [];
  while (taken.length < size && left.length > 0) {
    taken.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return taken.toSorted();
}

export function isSame({ marts, partitions }: Verification): boolean {
  return partitions.length === 0 && marts.every(({ differing }) => differing === 0);
}
