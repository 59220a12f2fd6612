import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { booleanOf, bytesOf, decimalOf, listOf, mapOf, numberOf, physicalInteger } from "../arrow/physical-value.ts";
import { rowValues } from "../arrow/row-values.ts";
import { describeValue } from "../describe-value.ts";
import {
  type Expression,
  type Expression_LiteralSchema,
  ExpressionSchema,
} from "../gen/spark/connect/expressions_pb.js";
import { type DataType, DEFAULT_COLLATION } from "../types/data-type.ts";
import { simpleString } from "../types/simple-string.ts";
import { dataTypeToProto } from "../types/to-proto.ts";
import { CalendarInterval } from "../values/calendar-interval.ts";
import { Decimal } from "../values/decimal.ts";
import { cast } from "./cast.ts";
import { functionCall } from "./function-call.ts";
import { literalExpression } from "./literal.ts";

type LiteralType = NonNullable<MessageInitShape<typeof Expression_LiteralSchema>["literalType"]>;

/**
 * A value as a literal of a type: NULL of any type, numbers of the width that is asked for, arrays, maps and structs of what
 * they hold. What the protocol has no literal for is a literal, or a call of literals, that is cast.
 *
 * @throws TypeError or RangeError if the value is not one of the type
 */
export function typedLiteral(value: unknown, type: DataType): Expression {
  if (value === null || value === undefined) return literal({ case: "null", value: dataTypeToProto(type) });
  const integer = () => physicalInteger(type, value, place);
  switch (type.kind) {
    case "boolean":
      return literal({ case: "boolean", value: booleanOf(value, place) });
    case "byte":
    case "short":
    case "integer":
      return literal({ case: type.kind, value: Number(integer()) });
    case "long":
      return literal({ case: "long", value: integer() });
    case "float":
      return literal({ case: "float", value: floatOf(numberOf(value, place)) });
    case "double":
      return literal({ case: "double", value: numberOf(value, place) });
    case "decimal": {
      const { precision, scale } = type;
      const text = new Decimal(decimalOf(type, value, place), scale).toString();
      return literal({ case: "decimal", value: { value: text, precision, scale } });
    }
    case "binary":
      return literal({ case: "binary", value: Uint8Array.from(bytesOf(type, value, place)) });
    case "string": {
      const text = literal({ case: "string", value: Buffer.from(bytesOf(type, value, place)).toString() });
      return type.collation === DEFAULT_COLLATION ? text : cast(text, type);
    }
    case "date":
      return literal({ case: "date", value: Number(integer()) });
    case "time":
      return literal({ case: "time", value: { nano: integer(), precision: type.precision } });
    case "timestamp":
      return literal({ case: "timestamp", value: integer() });
    case "timestampNtz":
      return literal({ case: "timestampNtz", value: integer() });
    case "yearMonthInterval": {
      const interval = literal({ case: "yearMonthInterval", value: Number(integer()) });
      return type.start === "year" && type.end === "month" ? interval : cast(interval, type);
    }
    case "dayTimeInterval": {
      const interval = literal({ case: "dayTimeInterval", value: integer() });
      return type.start === "day" && type.end === "second" ? interval : cast(interval, type);
    }
    case "array": {
      const elements = listOf(value, place).map((element) => typedLiteral(element, type.elementType));
      return cast(functionCall("array", elements), type);
    }
    case "map": {
      const entries = [...mapOf(value, place)].flatMap(([key, of]) => [
        typedLiteral(key, type.keyType),
        typedLiteral(of, type.valueType),
      ]);
      return cast(functionCall("map", entries), type);
    }
    case "struct": {
      const values = rowValues(type, value, place);
      const fields = type.fields.flatMap(({ name, dataType }, index) => [
        literalExpression(name),
        typedLiteral(values[index], dataType),
      ]);
      return cast(functionCall("named_struct", fields), type);
    }
    default:
      if (type.kind === "calendarInterval" && value instanceof CalendarInterval) return literalExpression(value);
      throw new TypeError(
        `No literal of ${simpleString(type)} can be made from ${describeValue(value)}. Cast another literal to it, if Spark can.`,
      );
  }
}

function literal(literalType: LiteralType): Expression {
  return create(ExpressionSchema, { exprType: { case: "literal", value: { literalType } } });
}

/** The nearest number of 32 bits, as JavaScript and Spark round it. */
function floatOf(value: number): number {
  const float = Math.fround(value);
  if (Number.isFinite(float) || !Number.isFinite(value)) return float;
  throw new RangeError(`A literal: ${value} does not fit float. Use double.`);
}

function place(): string {
  return "A literal";
}
