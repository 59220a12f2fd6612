/** A facet says who made it and by which schema. */
export type Facet = Readonly<Record<string, unknown>> & { readonly _producer: string; readonly _schemaURL: string };

/** The versions of the facets' schemas by which this writes; each is also the fragment of its schema's document. */
const VERSIONS = {
  ColumnLineageDatasetFacet: "1-2-0",
  DataQualityAssertionsDatasetFacet: "1-1-0",
  DataQualityMetricsInputDatasetFacet: "1-0-3",
  ErrorMessageRunFacet: "1-0-1",
  InputStatisticsInputDatasetFacet: "1-0-0",
  JobTypeJobFacet: "2-0-4",
  OutputStatisticsOutputDatasetFacet: "1-0-2",
  ParentRunFacet: "1-2-0",
  ProcessingEngineRunFacet: "1-1-1",
  SchemaDatasetFacet: "1-2-0",
} as const satisfies Readonly<Record<string, string>>;

export function facet(producer: string, name: keyof typeof VERSIONS, content: object): Facet {
  return {
    _producer: producer,
    _schemaURL: `https://openlineage.io/spec/facets/${VERSIONS[name]}/${name}.json#/$defs/${name}`,
    ...content,
  };
}
