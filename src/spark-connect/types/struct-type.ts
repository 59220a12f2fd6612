import type { StructType as Struct, StructField } from "./data-type.ts";
import { toDdl } from "./ddl.ts";
import { dataTypeToJson } from "./json.ts";
import { simpleString } from "./simple-string.ts";

export type StructType = Struct;

/** A schema of these fields, which types the rows of a frame that is made with it. */
// biome-ignore lint/suspicious/noRedeclare: a type and the function that makes it share their name.
export function StructType<const Fields extends readonly StructField[]>(
  fields: Fields,
): StructType & { readonly fields: Fields };
export function StructType(fields: readonly StructField[]): StructType {
  return Object.freeze(new SchemaType(fields));
}

class SchemaType implements Struct {
  readonly kind = "struct";
  readonly fields: readonly StructField[];

  constructor(fields: readonly StructField[]) {
    this.fields = Object.freeze([...fields]);
  }

  json(): string {
    return dataTypeToJson(this);
  }

  toDDL(): string {
    return toDdl(this);
  }

  simpleString(): string {
    return simpleString(this);
  }

  fieldNames(): readonly string[] {
    return this.fields.map(({ name }) => name);
  }
}
