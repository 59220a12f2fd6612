import type { StructType as Struct, StructField } from "./data-type.ts";
import { toDdl } from "./ddl.ts";
import { dataTypeToJson } from "./json.ts";
import { simpleString } from "./simple-string.ts";

export type StructType = Struct;

/** A schema of these fields. */
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
