import type { ColumnLineage, DatasetName, InputField } from "../../observability/index.ts";
import { positionOfField, type SourceFile } from "../../records/index.ts";
import type { LineageEdge, PlanLineage, PlanSource } from "../../spark-connect/index.ts";
import { CLEANED } from "./job-lineage.ts";

/** The datasets that plans read. */
export interface Datasets {
  /** The files of the facts, with their headers. */
  readonly files: readonly SourceFile[];
  readonly raw: DatasetName;
  readonly cleaned: DatasetName;
  readonly table: (name: string) => DatasetName;
}

type Place = DatasetName & { readonly field: string };

/** A record as a whole, which its reader counts as one of its columns. */
const NO_COLUMN = "no column";

/**
 * What plans say, in the terms of datasets. A column whose inputs are not all known is left out, and so is one that is made of
 * nothing that was read.
 */
export function columnLineageOf({ columns, rows }: PlanLineage, datasets: Datasets): ColumnLineage {
  const known = columns.flatMap(({ name, inputs, unknown }) => {
    const fields = unknown.length === 0 ? inputFields(inputs, datasets) : undefined;
    return fields === undefined || fields.length === 0 ? [] : [[name, fields] as const];
  });
  return { fields: Object.fromEntries(known), rows: inputFields(rows, datasets) ?? [] };
}

/** Each field once, with all that becomes of it; undefined where one is of no known dataset. */
function inputFields(edges: readonly LineageEdge[], datasets: Datasets): readonly InputField[] | undefined {
  const fields = new Map<string, InputField>();
  for (const { source, column, transformation } of edges) {
    const place = placeOf(source, column, datasets);
    if (place === undefined) return undefined;
    if (place === NO_COLUMN) continue;
    const key = JSON.stringify([place.namespace, place.name, place.field]);
    const before = fields.get(key)?.transformations ?? [];
    const isKnown = before.some(({ subtype }) => subtype === transformation.subtype);
    fields.set(key, { ...place, transformations: isKnown ? before : [...before, transformation] });
  }
  return [...fields.values()];
}

function placeOf(source: PlanSource, column: string, datasets: Datasets): Place | typeof NO_COLUMN | undefined {
  if (source.kind === "table") return { ...datasets.table(source.name), field: column };
  if (source.kind === "jdbc") return undefined;
  const file = datasets.files.find(({ loadPath }) => source.paths.includes(loadPath));
  if (source.paths.includes(CLEANED)) return { ...datasets.cleaned, field: column };
  if (file === undefined) return undefined;
  const field = file.format === "parquet" ? column : fieldOfCsv(file, column);
  return field === undefined ? NO_COLUMN : { ...datasets.raw, field };
}

/** A reader of CSV counts the columns; what it says of a record as a whole is no column of the file. */
function fieldOfCsv({ columns }: SourceFile, column: string): string | undefined {
  const position = positionOfField(column);
  const name = position === undefined ? undefined : columns[position];
  return name === "" ? undefined : name;
}
