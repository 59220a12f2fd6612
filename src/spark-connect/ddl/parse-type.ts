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
  IntegerType,
  LongType,
  MapType,
  NullType,
  ShortType,
  StringType,
  StructField,
  TimestampNTZType,
  TimestampType,
  TimeType,
  VarcharType,
  VariantType,
  YEAR_MONTH_FIELDS,
  YearMonthIntervalType,
} from "../types/data-type.ts";
import { StructType } from "../types/struct-type.ts";
import type { Tokens } from "./tokens.ts";

const SIMPLE: Readonly<Record<string, DataType>> = {
  BOOLEAN: BooleanType,
  TINYINT: ByteType,
  BYTE: ByteType,
  SMALLINT: ShortType,
  SHORT: ShortType,
  INT: IntegerType,
  INTEGER: IntegerType,
  BIGINT: LongType,
  LONG: LongType,
  FLOAT: FloatType,
  REAL: FloatType,
  DOUBLE: DoubleType,
  BINARY: BinaryType,
  DATE: DateType,
  TIMESTAMP: TimestampType,
  TIMESTAMP_LTZ: TimestampType,
  TIMESTAMP_NTZ: TimestampNTZType,
  VARIANT: VariantType,
  VOID: NullType,
};

/** The fields of a struct, up to the sign that ends it. */
export function parseFields(tokens: Tokens, end: "" | ">"): readonly StructField[] {
  const fields: StructField[] = [];
  while (tokens.peek() !== end) {
    if (fields.length > 0) tokens.expect(",");
    fields.push(parseField(tokens));
  }
  return fields;
}

function parseField(tokens: Tokens): StructField {
  const name = tokens.name();
  tokens.accept(":");
  const type = parseType(tokens);
  const nullable = !tokens.accept("NOT");
  if (!nullable) tokens.expect("NULL");
  return tokens.accept("COMMENT")
    ? StructField(name, type, nullable, { comment: tokens.text() })
    : StructField(name, type, nullable);
}

export function parseType(tokens: Tokens): DataType {
  const word = tokens.peek().toUpperCase();
  const simple = Object.hasOwn(SIMPLE, word) ? SIMPLE[word] : undefined;
  const parse = Object.hasOwn(PARAMETRIC, word) ? PARAMETRIC[word] : undefined;
  if (simple === undefined && parse === undefined) tokens.fail("a type");
  tokens.accept(word);
  return simple ?? parse?.(tokens) ?? tokens.fail("a type");
}

/** Types with something after their name. */
const PARAMETRIC: Readonly<Record<string, (tokens: Tokens) => DataType>> = {
  STRING: (tokens) => (tokens.accept("COLLATE") ? CollatedStringType(tokens.name()) : StringType),
  CHAR: (tokens) => CharType(parseLength(tokens)),
  CHARACTER: (tokens) => CharType(parseLength(tokens)),
  VARCHAR: (tokens) => VarcharType(parseLength(tokens)),
  DECIMAL: (tokens) => DecimalType(...parseNumbers(tokens)),
  DEC: (tokens) => DecimalType(...parseNumbers(tokens)),
  NUMERIC: (tokens) => DecimalType(...parseNumbers(tokens)),
  TIME: (tokens) => TimeType(...parseNumbers(tokens)),
  INTERVAL: parseInterval,
  ARRAY: (tokens) => parseBracketed(tokens, () => ArrayType(parseType(tokens))),
  STRUCT: (tokens) => parseBracketed(tokens, () => StructType(parseFields(tokens, ">"))),
  MAP: (tokens) =>
    parseBracketed(tokens, () => {
      const keyType = parseType(tokens);
      tokens.expect(",");
      return MapType(keyType, parseType(tokens));
    }),
};

function parseBracketed(tokens: Tokens, parse: () => DataType): DataType {
  tokens.expect("<");
  const type = parse();
  tokens.expect(">");
  return type;
}

function parseLength(tokens: Tokens): number {
  return parseNumbers(tokens)[0] ?? tokens.fail("(length)");
}

function parseNumbers(tokens: Tokens): readonly number[] {
  if (!tokens.accept("(")) return [];
  const numbers = [tokens.number()];
  while (tokens.accept(",")) numbers.push(tokens.number());
  tokens.expect(")");
  return numbers;
}

function parseInterval(tokens: Tokens): DataType {
  const start = parseUnit(tokens);
  if (start === undefined) return CalendarIntervalType;
  const end = tokens.accept("TO") ? parseUnit(tokens) : start;
  const [fromMonth, toMonth] = [start, end].map((unit) => YEAR_MONTH_FIELDS.find((field) => field === unit));
  if (fromMonth !== undefined && toMonth !== undefined) return YearMonthIntervalType(fromMonth, toMonth);
  const [fromDay, toDay] = [start, end].map((unit) => DAY_TIME_FIELDS.find((field) => field === unit));
  if (fromDay !== undefined && toDay !== undefined) return DayTimeIntervalType(fromDay, toDay);
  return tokens.fail("a unit of the same kind of interval");
}

function parseUnit(tokens: Tokens): string | undefined {
  return [...YEAR_MONTH_FIELDS, ...DAY_TIME_FIELDS].find((field) => tokens.accept(field.toUpperCase()));
}
