import type { StructField } from "../types/data-type.ts";
import { StructType as structType } from "../types/struct-type.ts";
import { parseDdl } from "./parse-ddl.ts";

/** A schema, of fields or of DDL. One of fields types the rows of a frame that is made with it. */
export const StructType = Object.assign(
  <const Fields extends readonly StructField[]>(fields: Fields) => structType(fields),
  {
    /** The schema of a text such as `id BIGINT NOT NULL, name STRING`. @throws SyntaxError where it makes no sense */
    fromDDL: (ddl: string): StructType => parseDdl(ddl),
  },
);

export type StructType = structType;
