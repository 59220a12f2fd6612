import type { Expression_Literal } from "../gen/spark/connect/expressions_pb.js";
import type { DataType } from "../gen/spark/connect/types_pb.js";
import { Row } from "../row.ts";
import { CalendarInterval } from "../values/calendar-interval.ts";
import { DayTimeInterval } from "../values/day-time-interval.ts";
import { Decimal } from "../values/decimal.ts";
import { LocalDate } from "../values/local-date.ts";
import { LocalTime } from "../values/local-time.ts";
import { LocalTimestamp } from "../values/local-timestamp.ts";
import { Timestamp } from "../values/timestamp.ts";
import { YearMonthInterval } from "../values/year-month-interval.ts";

/** The value of a literal that the server sent, as in rows. */
export function literalValue(literal: Expression_Literal): unknown {
  const { case: kind, value } = literal.literalType;
  switch (kind) {
    case "null":
      return null;
    case "binary":
    case "boolean":
    case "byte":
    case "short":
    case "integer":
    case "long":
    case "float":
    case "double":
    case "string":
      return value;
    case "decimal":
      return decimal(value.value, value.scale);
    case "date":
      return new LocalDate(value);
    case "time":
      return new LocalTime(value.nano / 1000n);
    case "timestamp":
      return new Timestamp(value);
    case "timestampNtz":
      return new LocalTimestamp(value);
    case "dayTimeInterval":
      return new DayTimeInterval(value);
    case "yearMonthInterval":
      return new YearMonthInterval(value);
    case "calendarInterval":
      return new CalendarInterval(value.months, value.days, value.microseconds);
    case "array":
      return value.elements.map(literalValue);
    case "specializedArray":
      return value.valueType.value?.values ?? [];
    case "map":
      return new Map(value.keys.map((key, index) => [literalValue(key), optional(value.values[index])]));
    case "struct":
      return new Row(fieldNames(literal.dataType ?? value.structType), value.elements.map(literalValue));
    case undefined:
      throw new TypeError("The server sent a literal of a kind that this client does not know. Use a newer client.");
  }
}

function optional(literal: Expression_Literal | undefined): unknown {
  return literal === undefined ? null : literalValue(literal);
}

/** The server may leave out trailing zeros or write an exponent; the scale is the type's. */
function decimal(text: string, scale: number | undefined): Decimal {
  const parsed = Decimal.parse(text);
  return scale === undefined ? parsed : parsed.withScale(scale);
}

function fieldNames(type: DataType | undefined): readonly string[] {
  return type?.kind.case === "struct" ? type.kind.value.fields.map(({ name }) => name) : [];
}
