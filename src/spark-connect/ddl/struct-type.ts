import type { StructField } from "../types/data-type.ts";
import { StructType as structType } from "../types/struct-type.ts";
import { parseDdl } from "./parse-ddl.ts";

/** A schema, of fields or of DDL. */
export const StructType = Object.assign((fields: readonly StructField[]): StructType => structType(fields), {
  /** The schema of a text such as `id BIGINT NOT NULL, name STRING`. @throws SyntaxError where it makes no sense */
  fromDDL: (ddl: string): StructType => parseDdl(ddl),
});

export type StructType = structType;
