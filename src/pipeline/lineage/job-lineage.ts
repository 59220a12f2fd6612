import type { Job } from "../../job/index.ts";
import { type CleaningRules, cleanedFacts, cleanedFactsSchema, type SourceFile } from "../../records/index.ts";
import {
  type ColumnLineage,
  type PlanLineage,
  planLineage,
  type SparkSession,
  throughSources,
} from "../../spark-connect/index.ts";
import { martRows } from "../transform/build-marts.ts";

/** Stands for the cleaned sales, of whatever batches, where a plan reads them. */
export const CLEANED = "cleaned";

/** Files of more layouts than this are not looked at one by one. */
const MOST_LAYOUTS = 50;

/** What the job's plans say of their columns. */
export interface JobLineage {
  /** The files whose plans were read, with the columns that those give them. */
  readonly files: readonly SourceFile[];
  /** Cleaned sales, from the files that they are made of; undefined where there are none. */
  readonly cleaned: PlanLineage | undefined;
  /** Marts by name: from the files where there are some, from the cleaned sales otherwise; and from the dimensions' tables. */
  readonly marts: Readonly<Record<string, PlanLineage>>;
}

/**
 * Reads it from the plans that the job itself makes, over frames that stand for the files, the tables of the dimensions, and the
 * cleaned sales. Spark is not asked.
 */
export function jobLineage(
  spark: SparkSession,
  job: Job,
  files: readonly SourceFile[],
  { cleaning, marts }: { readonly cleaning: CleaningRules; readonly marts: Readonly<Record<string, string>> },
): JobLineage {
  const dimensions = Object.fromEntries(
    job.dimensions.map(({ name, dimension }) => [name, spark.table(dimension.table)]),
  );
  const layouts = onePerLayout(files.map((file) => asColumns(job, file)));
  const read = layouts
    .slice(0, MOST_LAYOUTS)
    .map((file) => planLineage(cleanedFacts(spark, [file], dimensions, cleaning)));
  const cleaned = layouts.length === 0 ? undefined : together(read, layouts.length > MOST_LAYOUTS);
  const facts = spark.read.schema(cleanedFactsSchema(cleaning.feed)).parquet(CLEANED);
  return {
    files: layouts,
    cleaned,
    marts: Object.fromEntries(
      job.marts.map((mart) => {
        const own = planLineage(martRows(mart, facts, dimensions, marts));
        return [mart.name, cleaned === undefined ? own : throughCleaned(own, cleaned)];
      }),
    ),
  };
}

/** JSON lines are read by the names of their members, which the plan shows only as text of the line: as a file of those columns. */
function asColumns({ facts }: Job, file: SourceFile): SourceFile {
  if (file.format !== "jsonl") return file;
  return { ...file, format: "csv", columns: facts.columns.map(({ name }) => name), columnTypes: new Map() };
}

/** Files of one layout have one plan, and each other has its own: so it is known which column is which. */
function onePerLayout(files: readonly SourceFile[]): readonly SourceFile[] {
  return [...new Map(files.map((file) => [JSON.stringify([file.format, file.columns]), file])).values()];
}

function together(lineages: readonly PlanLineage[], areOthers: boolean): PlanLineage {
  const others = areOthers ? [`there are files of more than ${MOST_LAYOUTS} layouts`] : [];
  const names = [...new Set(lineages.flatMap(({ columns }) => columns.map(({ name }) => name)))];
  return {
    columns: names.map((name) => {
      const columns = lineages.flatMap((lineage) => lineage.columns.filter((column) => column.name === name));
      return {
        name,
        inputs: columns.flatMap(({ inputs }) => inputs),
        unknown: [...columns.flatMap(({ unknown }) => unknown), ...others],
      };
    }),
    complete: lineages.every(({ complete }) => complete),
    rows: lineages.flatMap(({ rows }) => rows),
    unknown: [...lineages.flatMap(({ unknown }) => unknown), ...others],
  };
}

function throughCleaned(own: PlanLineage, cleaned: PlanLineage): PlanLineage {
  const columns = new Map(cleaned.columns.map((column): [string, ColumnLineage] => [column.name, column]));
  return throughSources(own, (source, name) => {
    if (source.kind !== "files" || source.paths[0] !== CLEANED) return undefined;
    const column = columns.get(name);
    return column === undefined
      ? { edges: [], unknown: [`the cleaned sales have no column ${name}`] }
      : { edges: column.inputs, unknown: column.unknown };
  });
}
