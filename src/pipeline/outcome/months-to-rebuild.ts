import { monthsNotComputed, monthsOfOtherDefinition, type Warehouse } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { martDefinition } from "../transform/mart-definition.ts";

/** By mart, months in yyyy-MM, ascending; none where a mart has no such month. */
type MonthsByMart = Readonly<Record<string, readonly string[]>>;

export interface MonthsToRebuild {
  /** A mart that was declared after sales had been counted is empty for their months. */
  readonly notComputed: MonthsByMart;
  /** The mart has been declared otherwise since: its months do not say the same. */
  readonly stale: MonthsByMart;
}

/** What only `rebuild` brings up to date: that is told by every run, never hidden. Asks MySQL alone. */
export async function monthsToRebuild(run: RunContext): Promise<MonthsToRebuild> {
  const { warehouse, job, log } = run;
  try {
    const notComputed = await monthsNotComputed(warehouse, job);
    tell(notComputed, (mart, months) =>
      log.warn(
        { mart, months },
        `${mart} is not computed for ${months.join(", ")}, or not with all of its columns: run \`sales-pipeline rebuild\``,
      ),
    );
    const stale = without(await staleMonths(run), notComputed);
    tell(stale, (mart, months) =>
      log.warn({ mart, months }, `${staleText(mart, months)}: run \`sales-pipeline rebuild\``),
    );
    return { notComputed, stale };
  } catch (error) {
    // A run that has done all of its work does not fail for this.
    log.error({ err: error }, "whether all marts are computed for all months could not be looked up");
    return { notComputed: {}, stale: {} };
  }
}

/** The months that each mart has of another definition than the job's. */
export async function staleMonths(
  run: Pick<RunContext, "job" | "spark" | "settings"> & { readonly warehouse: Warehouse },
): Promise<MonthsByMart> {
  const months: Record<string, readonly string[]> = {};
  for (const mart of run.job.marts) {
    months[mart.name] = await monthsOfOtherDefinition(run.warehouse, mart, martDefinition(run, mart));
  }
  return months;
}

export function staleText(mart: string, months: readonly string[]): string {
  return `${mart} has been declared otherwise since ${months.join(", ")} ${months.length === 1 ? "was" : "were"} computed`;
}

function tell(months: MonthsByMart, say: (mart: string, months: readonly string[]) => void): void {
  for (const [mart, those] of Object.entries(months)) if (those.length > 0) say(mart, those);
}

/** A new column makes another definition, too: its months are told of once. */
function without(months: MonthsByMart, told: MonthsByMart): MonthsByMart {
  return Object.fromEntries(
    Object.entries(months).map(([mart, those]) => [mart, those.filter((month) => !told[mart]?.includes(month))]),
  );
}
