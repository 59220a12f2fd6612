// What is looked into at most. Each is looked at before anything that costs more than one pass over the bytes, and far
// above what files of sales have; `docs/validation.md` states them.

/** Of the first line of CSV, which is held in memory and, in names, part of every plan. */
export const MOST_HEADER_BYTES = 64 * 1024;

/** Of a CSV header, of the keys of JSON records, of a Parquet schema's top. Each is an expression of the plan. */
export const MOST_COLUMNS = 2_000;

/** Spark's CSV reader ends the whole job at a record with more fields than this, its default. */
export const MOST_FIELDS = 20_480;

/** Of the JSON records whose keys are the file's columns. */
export const JSON_SAMPLE = { records: 100, bytes: 8 * 1024 * 1024 } as const;

/** How deep values of a JSON record may lie in one another, which is Spark's own limit. */
export const MOST_JSON_NESTING = 1_000;

/** Faults that a file is told; those beyond are counted. */
export const MOST_FAULTS = 20;

/** Of a Parquet footer, which is held in memory; its length stands in the file and may be anything. */
export const MOST_FOOTER_BYTES = 16 * 1024 * 1024;

/** Columns and groups of a Parquet schema, nested ones included. */
export const MOST_SCHEMA_ELEMENTS = 10_000;

/** How deep groups of a Parquet schema may lie in one another. */
export const MOST_SCHEMA_NESTING = 100;

/** Of all names of a Parquet schema together. */
export const MOST_SCHEMA_NAME_BYTES = 256 * 1024;

/** How deep what is passed over in a Parquet footer may be nested: several times what its format defines. */
export const MOST_FOOTER_NESTING = 32;
