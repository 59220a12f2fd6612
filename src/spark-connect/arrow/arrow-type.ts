import * as arrow from "@uwdata/flechette";
import type { DataType, StructField } from "../types/data-type.ts";
import { simpleString } from "../types/simple-string.ts";

/**
 * The Arrow type in which Spark reads the type's values.
 * @throws TypeError for a type of which only the server can make values.
 */
export function arrowType(type: DataType): arrow.DataType {
  switch (type.kind) {
    case "null":
      return arrow.nullType();
    case "boolean":
      return arrow.bool();
    case "byte":
      return arrow.int8();
    case "short":
      return arrow.int16();
    case "integer":
      return arrow.int32();
    case "long":
      return arrow.int64();
    case "float":
      return arrow.float32();
    case "double":
      return arrow.float64();
    case "decimal":
      return arrow.decimal128(type.precision, type.scale);
    case "string":
    case "char":
    case "varChar":
      return arrow.utf8();
    case "binary":
      return arrow.binary();
    case "date":
      return arrow.dateDay();
    case "timestamp":
      return arrow.timestamp(arrow.TimeUnit.MICROSECOND, "UTC");
    case "timestampNtz":
      return arrow.timestamp(arrow.TimeUnit.MICROSECOND);
    case "time":
      return arrow.timeNanosecond();
    case "yearMonthInterval":
      return arrow.interval(arrow.IntervalUnit.YEAR_MONTH);
    case "dayTimeInterval":
      return arrow.duration(arrow.TimeUnit.MICROSECOND);
    case "array":
      return arrow.list(arrow.field("element", arrowType(type.elementType), type.containsNull));
    case "map":
      return arrow.map(
        arrow.field("key", arrowType(type.keyType), false),
        arrow.field("value", arrowType(type.valueType), type.valueContainsNull),
      );
    case "struct":
      return arrow.struct(type.fields.map(arrowField));
    case "calendarInterval":
    case "variant":
    case "geometry":
    case "geography":
    case "udt":
    case "unparsed":
      throw new TypeError(
        `Rows with a value of type ${simpleString(type)} cannot be sent. Send it as a string or a number and convert it on the server.`,
      );
  }
}

export function arrowField(field: StructField): arrow.Field {
  return arrow.field(field.name, arrowType(field.dataType), field.nullable);
}
