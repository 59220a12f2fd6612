import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type DataType as DataTypeMessage, DataTypeSchema } from "../gen/spark/connect/types_pb.js";
import { DAY_TIME_FIELDS, type DataType, type StructField, YEAR_MONTH_FIELDS } from "./data-type.ts";

type Kind = NonNullable<MessageInitShape<typeof DataTypeSchema>["kind"]>;

export function dataTypeToProto(type: DataType): DataTypeMessage {
  return create(DataTypeSchema, { kind: kindOf(type) });
}

function kindOf(type: DataType): Kind {
  switch (type.kind) {
    case "null":
    case "boolean":
    case "byte":
    case "short":
    case "integer":
    case "long":
    case "float":
    case "double":
    case "binary":
    case "date":
    case "timestamp":
    case "timestampNtz":
    case "calendarInterval":
    case "variant":
      return { case: type.kind, value: {} };
    case "string":
      return { case: "string", value: { collation: type.collation } };
    case "char":
      return { case: "char", value: { length: type.length } };
    case "varChar":
      return { case: "varChar", value: { length: type.length } };
    case "decimal":
      return { case: "decimal", value: { precision: type.precision, scale: type.scale } };
    case "time":
      return { case: "time", value: { precision: type.precision } };
    case "yearMonthInterval":
      return {
        case: "yearMonthInterval",
        value: { startField: YEAR_MONTH_FIELDS.indexOf(type.start), endField: YEAR_MONTH_FIELDS.indexOf(type.end) },
      };
    case "dayTimeInterval":
      return {
        case: "dayTimeInterval",
        value: { startField: DAY_TIME_FIELDS.indexOf(type.start), endField: DAY_TIME_FIELDS.indexOf(type.end) },
      };
    case "array":
      return {
        case: "array",
        value: { elementType: dataTypeToProto(type.elementType), containsNull: type.containsNull },
      };
    case "map":
      return {
        case: "map",
        value: {
          keyType: dataTypeToProto(type.keyType),
          valueType: dataTypeToProto(type.valueType),
          valueContainsNull: type.valueContainsNull,
        },
      };
    case "struct":
      return { case: "struct", value: { fields: type.fields.map(structField) } };
    case "geometry":
      return { case: "geometry", value: { srid: type.srid } };
    case "geography":
      return { case: "geography", value: { srid: type.srid } };
    case "udt":
      return {
        case: "udt",
        value: {
          type: "udt",
          ...(type.jvmClass !== undefined && { jvmClass: type.jvmClass }),
          ...(type.pythonClass !== undefined && { pythonClass: type.pythonClass }),
          ...(type.serializedPythonClass !== undefined && { serializedPythonClass: type.serializedPythonClass }),
          ...(type.sqlType !== undefined && { sqlType: dataTypeToProto(type.sqlType) }),
        },
      };
    case "unparsed":
      return { case: "unparsed", value: { dataTypeString: type.ddl } };
  }
}

function structField(field: StructField) {
  return {
    name: field.name,
    dataType: dataTypeToProto(field.dataType),
    nullable: field.nullable,
    ...(Object.keys(field.metadata).length > 0 && { metadata: JSON.stringify(field.metadata) }),
  };
}
