import type { DataType } from "../types/data-type.ts";
import { StructType } from "../types/struct-type.ts";
import { parseFields, parseType } from "./parse-type.ts";
import { Tokens } from "./tokens.ts";

/**
 * The schema that Spark's DDL describes, such as `id BIGINT NOT NULL, tags ARRAY<STRING>, at STRUCT<x: INT, y: INT>`.
 * The server could parse it too, but at the price of a round trip for every local frame.
 *
 * @throws SyntaxError saying where the text stops making sense
 */
export function parseDdl(ddl: string): StructType {
  return StructType(parseFields(new Tokens(ddl), ""));
}

/** The type that SQL writes like this, such as `DECIMAL(20,2)` or `ARRAY<INT>`. @throws SyntaxError as above */
export function parseDataType(sql: string): DataType {
  const tokens = new Tokens(sql);
  const type = parseType(tokens);
  if (tokens.peek() !== "") tokens.fail("the end of the type");
  return type;
}

/** The schema of columns, or the one type, that a text describes. @throws SyntaxError as `parseDdl` */
export function parseSchema(ddl: string): DataType {
  try {
    return parseDdl(ddl);
  } catch (error) {
    try {
      return parseDataType(ddl);
    } catch {
      throw error;
    }
  }
}
