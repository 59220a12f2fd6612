import type { Column } from "../column.ts";
import { unary, withTwoValues } from "./function-kinds.ts";

/** JSON text as a VARIANT, with exact numbers. An error where it is malformed. */
export const parseJson = unary("parse_json");
/** NULL where the text is malformed. */
export const tryParseJson = unary("try_parse_json");
/** The value at a path such as `$.a[0]`, cast to a SQL type. An error where it does not fit. */
export const variantGet = withTwoValues<Column | string, string>("variant_get");
/** NULL where the value does not fit. */
export const tryVariantGet = withTwoValues<Column | string, string>("try_variant_get");
export const isVariantNull = unary("is_variant_null");
/** The SQL type of a VARIANT's value as text, such as `BIGINT`, `DECIMAL(3,2)` or `OBJECT<a: BIGINT>`. */
export const schemaOfVariant = unary("schema_of_variant");

export const toVariantObject = unary("to_variant_object");
