import { type Facet, facet } from "./facet.ts";

/** A dataset by the naming rules of OpenLineage. */
export interface DatasetName {
  readonly namespace: string;
  readonly name: string;
}

interface Dataset extends DatasetName {
  readonly facets: Readonly<Record<string, Facet>>;
}

export interface InputDataset extends Dataset {
  readonly inputFacets: Readonly<Record<string, Facet>>;
}

export interface OutputDataset extends Dataset {
  readonly outputFacets: Readonly<Record<string, Facet>>;
}

/** A bucket's objects below a prefix. */
export function s3Dataset(bucket: string, prefix: string): DatasetName {
  return { namespace: `s3://${bucket}`, name: prefix.replace(/\/+$/, "") };
}

export function mysqlDataset(
  { host, port }: { readonly host: string; readonly port: number },
  database: string,
  table: string,
): DatasetName {
  return { namespace: `mysql://${host}:${port}`, name: `${database}.${table}` };
}

/** A column that takes part in another. */
export interface InputField extends DatasetName {
  readonly field: string;
  readonly transformations: readonly { readonly type: "DIRECT" | "INDIRECT"; readonly subtype: string }[];
}

export interface ColumnLineage {
  /** By column. One whose inputs are not all known is left out: no edge is better than a part of them that reads as all. */
  readonly fields: Readonly<Record<string, readonly InputField[]>>;
  /** What decides which rows there are. */
  readonly rows: readonly InputField[];
}

export interface DatasetContent {
  /** Columns with their types. @default not told */
  readonly columns?: readonly { readonly name: string; readonly type: string }[] | undefined;
  readonly lineage?: ColumnLineage | undefined;
  readonly rows?: number | undefined;
  readonly bytes?: number | undefined;
  readonly files?: number | undefined;
}

export interface InputContent extends DatasetContent {
  /** Of rows that were looked at: how many count, and how many have each fault. */
  readonly quality?:
    | { readonly accepted: number; readonly rejected: number; readonly reasons: Readonly<Record<string, number>> }
    | undefined;
}

export function inputDataset(producer: string, name: DatasetName, content: InputContent): InputDataset {
  const { quality } = content;
  return {
    ...name,
    facets: { ...datasetFacets(producer, content) },
    inputFacets: {
      inputStatistics: facet(producer, "InputStatisticsInputDatasetFacet", statistics(content)),
      ...(quality && qualityFacets(producer, content, quality)),
    },
  };
}

export function outputDataset(producer: string, name: DatasetName, content: DatasetContent): OutputDataset {
  return {
    ...name,
    facets: datasetFacets(producer, content),
    outputFacets: { outputStatistics: facet(producer, "OutputStatisticsOutputDatasetFacet", statistics(content)) },
  };
}

function datasetFacets(producer: string, { columns, lineage }: DatasetContent): Readonly<Record<string, Facet>> {
  return {
    ...(columns && { schema: facet(producer, "SchemaDatasetFacet", { fields: columns }) }),
    ...(lineage && {
      columnLineage: facet(producer, "ColumnLineageDatasetFacet", {
        fields: Object.fromEntries(
          Object.entries(lineage.fields).map(([name, inputFields]) => [name, { inputFields }]),
        ),
        dataset: lineage.rows,
      }),
    }),
  };
}

function statistics({ rows, bytes, files }: DatasetContent): object {
  return {
    ...(rows !== undefined && { rowCount: rows }),
    ...(bytes !== undefined && { size: bytes }),
    ...(files !== undefined && { fileCount: files }),
  };
}

/** One assertion for all rows, and one for each fault: its code is the assertion that rows failed. */
function qualityFacets(
  producer: string,
  { bytes, files }: InputContent,
  { accepted, rejected, reasons }: NonNullable<InputContent["quality"]>,
): Readonly<Record<string, Facet>> {
  const failed = Object.entries(reasons).map(([code, rows]) => ({
    assertion: code,
    success: false,
    actual: String(rows),
    expected: "0",
    ...columnOf(code),
  }));
  const all = {
    assertion: "rows_accepted",
    success: rejected === 0,
    actual: String(accepted),
    expected: String(accepted + rejected),
  };
  return {
    dataQualityMetrics: facet(producer, "DataQualityMetricsInputDatasetFacet", {
      rowCount: accepted + rejected,
      ...(bytes !== undefined && { bytes }),
      ...(files !== undefined && { fileCount: files }),
      columnMetrics: {},
    }),
    dataQualityAssertions: facet(producer, "DataQualityAssertionsDatasetFacet", { assertions: [all, ...failed] }),
  };
}

/** `malformed:price` is about a column. */
function columnOf(code: string): { readonly column?: string } {
  const { column } = /^(?:missing|malformed|out_of_range|unexpected):(?<column>.+)$/.exec(code)?.groups ?? {};
  return column === undefined ? {} : { column };
}
