import type { DataType_StructField, DataType as DataTypeMessage } from "../gen/spark/connect/types_pb.js";
import {
  ArrayType,
  BinaryType,
  BooleanType,
  ByteType,
  CalendarIntervalType,
  CharType,
  CollatedStringType,
  DAY_TIME_FIELDS,
  type DataType,
  DateType,
  DayTimeIntervalType,
  DecimalType,
  DoubleType,
  FloatType,
  GeographyType,
  GeometryType,
  IntegerType,
  LongType,
  MapType,
  type Metadata,
  NullType,
  ShortType,
  StringType,
  StructField,
  TimestampNTZType,
  TimestampType,
  TimeType,
  UnparsedType,
  UserDefinedType,
  VarcharType,
  VariantType,
  YEAR_MONTH_FIELDS,
  YearMonthIntervalType,
} from "./data-type.ts";
import { StructType } from "./struct-type.ts";

/** @throws TypeError for a type that this client does not know: the server is newer than the client. */
export function dataTypeFromProto(message: DataTypeMessage | undefined): DataType {
  const kind = message?.kind;
  switch (kind?.case) {
    case "null":
      return NullType;
    case "boolean":
      return BooleanType;
    case "byte":
      return ByteType;
    case "short":
      return ShortType;
    case "integer":
      return IntegerType;
    case "long":
      return LongType;
    case "float":
      return FloatType;
    case "double":
      return DoubleType;
    case "binary":
      return BinaryType;
    case "date":
      return DateType;
    case "timestamp":
      return TimestampType;
    case "timestampNtz":
      return TimestampNTZType;
    case "calendarInterval":
      return CalendarIntervalType;
    case "variant":
      return VariantType;
    case "string":
      return kind.value.collation === "" || kind.value.collation === StringType.collation
        ? StringType
        : CollatedStringType(kind.value.collation);
    case "char":
      return CharType(kind.value.length);
    case "varChar":
      return VarcharType(kind.value.length);
    case "decimal":
      return DecimalType(kind.value.precision, kind.value.scale);
    case "time":
      return TimeType(kind.value.precision);
    case "yearMonthInterval":
      return YearMonthIntervalType(
        fieldAt(YEAR_MONTH_FIELDS, kind.value.startField ?? 0),
        fieldAt(YEAR_MONTH_FIELDS, kind.value.endField ?? YEAR_MONTH_FIELDS.length - 1),
      );
    case "dayTimeInterval":
      return DayTimeIntervalType(
        fieldAt(DAY_TIME_FIELDS, kind.value.startField ?? 0),
        fieldAt(DAY_TIME_FIELDS, kind.value.endField ?? DAY_TIME_FIELDS.length - 1),
      );
    case "array":
      return ArrayType(dataTypeFromProto(kind.value.elementType), kind.value.containsNull);
    case "map":
      return MapType(
        dataTypeFromProto(kind.value.keyType),
        dataTypeFromProto(kind.value.valueType),
        kind.value.valueContainsNull,
      );
    case "struct":
      return StructType(kind.value.fields.map(structField));
    case "geometry":
      return GeometryType(kind.value.srid);
    case "geography":
      return GeographyType(kind.value.srid);
    case "udt":
      return UserDefinedType({
        sqlType: kind.value.sqlType && dataTypeFromProto(kind.value.sqlType),
        jvmClass: kind.value.jvmClass,
        pythonClass: kind.value.pythonClass,
        serializedPythonClass: kind.value.serializedPythonClass,
      });
    case "unparsed":
      return UnparsedType(kind.value.dataTypeString);
    case undefined:
      throw new TypeError("The server sent a data type that this client does not know. Use a newer client.");
  }
}

function structField(field: DataType_StructField): StructField {
  return StructField(
    field.name,
    dataTypeFromProto(field.dataType),
    field.nullable,
    field.metadata === undefined ? undefined : parseMetadata(field.metadata),
  );
}

function parseMetadata(json: string): Metadata {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== "object" || parsed === null) {
    throw new TypeError(`Column metadata is not a JSON object: ${json}`);
  }
  return Object.fromEntries(Object.entries(parsed));
}

function fieldAt<Field>(fields: readonly Field[], index: number): Field {
  const field = fields[index];
  if (field === undefined) {
    throw new TypeError(`Interval type with unknown field ${index}; known are 0 to ${fields.length - 1}`);
  }
  return field;
}
