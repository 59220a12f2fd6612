/**
 * Spark SQL data types, as an immutable discriminated union. Types without parameters are constants (`IntegerType`),
 * the others are made by a function of the same name (`DecimalType(20, 2)`). `kind` is the field of the protocol's
 * `DataType` message.
 */
export type DataType =
  | SimpleType
  | StringType
  | CharType
  | VarcharType
  | DecimalType
  | TimeType
  | YearMonthIntervalType
  | DayTimeIntervalType
  | ArrayType
  | MapType
  | StructType
  | GeometryType
  | GeographyType
  | UserDefinedType
  | UnparsedType;

/** A type without parameters. */
export type SimpleType =
  | NullType
  | BooleanType
  | ByteType
  | ShortType
  | IntegerType
  | LongType
  | FloatType
  | DoubleType
  | BinaryType
  | DateType
  | TimestampType
  | TimestampNTZType
  | CalendarIntervalType
  | VariantType;

/** The type of a bare `NULL`. */
export type NullType = Simple<"null">;
/** BOOLEAN. */
export type BooleanType = Simple<"boolean">;
/** Signed 8-bit integer. */
export type ByteType = Simple<"byte">;
/** Signed 16-bit integer. */
export type ShortType = Simple<"short">;
/** Signed 32-bit integer. */
export type IntegerType = Simple<"integer">;
/** Signed 64-bit integer; a `bigint` in TypeScript. */
export type LongType = Simple<"long">;
/** FLOAT, of 32 bits. */
export type FloatType = Simple<"float">;
/** DOUBLE, of 64 bits. */
export type DoubleType = Simple<"double">;
/** BINARY; a `Uint8Array` in TypeScript. */
export type BinaryType = Simple<"binary">;
/** DATE; a `LocalDate` in TypeScript. */
export type DateType = Simple<"date">;
/** An instant in microseconds, shown in the session's time zone. */
export type TimestampType = Simple<"timestamp">;
/** A date and time of day without a time zone, in microseconds. */
export type TimestampNTZType = Simple<"timestampNtz">;
/** INTERVAL of months, days and microseconds. */
export type CalendarIntervalType = Simple<"calendarInterval">;
/** VARIANT; a `Variant` in TypeScript. */
export type VariantType = Simple<"variant">;

/** NULL, without a type. */
export const NullType: NullType = simple("null");
/** BOOLEAN. */
export const BooleanType: BooleanType = simple("boolean");
/** TINYINT. */
export const ByteType: ByteType = simple("byte");
/** SMALLINT. */
export const ShortType: ShortType = simple("short");
/** INT. */
export const IntegerType: IntegerType = simple("integer");
/** BIGINT. */
export const LongType: LongType = simple("long");
/** FLOAT, of 32 bits. */
export const FloatType: FloatType = simple("float");
/** DOUBLE, of 64 bits. */
export const DoubleType: DoubleType = simple("double");
/** BINARY; a `Uint8Array` in TypeScript. */
export const BinaryType: BinaryType = simple("binary");
/** DATE; a `LocalDate` in TypeScript. */
export const DateType: DateType = simple("date");
/** TIMESTAMP. */
export const TimestampType: TimestampType = simple("timestamp");
/** TIMESTAMP_NTZ. */
export const TimestampNTZType: TimestampNTZType = simple("timestampNtz");
/** INTERVAL of months, days and microseconds. */
export const CalendarIntervalType: CalendarIntervalType = simple("calendarInterval");
/** VARIANT; a `Variant` in TypeScript. */
export const VariantType: VariantType = simple("variant");

/** The collation of a STRING that names none: by the bytes of UTF-8. */
export const DEFAULT_COLLATION = "UTF8_BINARY";

/** STRING, with its collation. */
export interface StringType {
  readonly kind: "string";
  readonly collation: string;
}
/** STRING in the default collation. */
export const StringType: StringType = CollatedStringType(DEFAULT_COLLATION);

/** STRING in another collation, such as `UTF8_LCASE`. */
export function CollatedStringType(collation: string): StringType {
  return Object.freeze({ kind: "string", collation });
}

/** CHAR(n), padded with blanks. */
export interface CharType {
  readonly kind: "char";
  readonly length: number;
}
/** CHAR(n), padded with blanks. */
export function CharType(length: number): CharType {
  return Object.freeze({ kind: "char", length: checkRange("length", length, 1, 2 ** 31 - 1, "CharType") });
}

/** VARCHAR(n), of at most n characters. */
export interface VarcharType {
  readonly kind: "varChar";
  readonly length: number;
}
/** VARCHAR(n), of at most n characters. */
export function VarcharType(length: number): VarcharType {
  return Object.freeze({ kind: "varChar", length: checkRange("length", length, 1, 2 ** 31 - 1, "VarcharType") });
}

/** DECIMAL(precision, scale); a `Decimal` in TypeScript. */
export interface DecimalType {
  readonly kind: "decimal";
  /** Digits in all, 1 to 38. */
  readonly precision: number;
  /** Digits after the point, 0 to precision. */
  readonly scale: number;
}
/** @throws RangeError outside Spark's limits: precision 1 to 38, scale 0 to precision. */
export function DecimalType(precision = 10, scale = 0): DecimalType {
  checkRange("precision", precision, 1, 38, "DecimalType");
  checkRange("scale", scale, 0, precision, "DecimalType");
  return Object.freeze({ kind: "decimal", precision, scale });
}

/** Time of day. */
export interface TimeType {
  readonly kind: "time";
  /** Digits of the fraction of a second, 0 to 6. */
  readonly precision: number;
}
/** TIME(precision), of at most 6 digits of a second. */
export function TimeType(precision = 6): TimeType {
  return Object.freeze({ kind: "time", precision: checkRange("precision", precision, 0, 6, "TimeType") });
}

/** The fields of an interval of years and months, the longest first. */
export const YEAR_MONTH_FIELDS = ["year", "month"] as const;
/** A field of an interval of years and months. */
export type YearMonthField = (typeof YEAR_MONTH_FIELDS)[number];

/** INTERVAL YEAR TO MONTH, or of one of the two. */
export interface YearMonthIntervalType {
  readonly kind: "yearMonthInterval";
  readonly start: YearMonthField;
  readonly end: YearMonthField;
}
/** INTERVAL YEAR TO MONTH, or of one of the two. */
export function YearMonthIntervalType(
  start: YearMonthField = "year",
  end: YearMonthField = "month",
): YearMonthIntervalType {
  return Object.freeze({ kind: "yearMonthInterval", start, end });
}

/** The fields of an interval of days and times, the longest first. */
export const DAY_TIME_FIELDS = ["day", "hour", "minute", "second"] as const;
/** A field of an interval of days and times. */
export type DayTimeField = (typeof DAY_TIME_FIELDS)[number];

/** INTERVAL DAY TO SECOND, or of a part of it. */
export interface DayTimeIntervalType {
  readonly kind: "dayTimeInterval";
  readonly start: DayTimeField;
  readonly end: DayTimeField;
}
/** INTERVAL DAY TO SECOND, or of a part of it. */
export function DayTimeIntervalType(start: DayTimeField = "day", end: DayTimeField = "second"): DayTimeIntervalType {
  return Object.freeze({ kind: "dayTimeInterval", start, end });
}

/** ARRAY<element>. */
export interface ArrayType {
  readonly kind: "array";
  readonly elementType: DataType;
  readonly containsNull: boolean;
}
/** ARRAY<element>. */
export function ArrayType(elementType: DataType, containsNull = true): ArrayType {
  return Object.freeze({ kind: "array", elementType, containsNull });
}

/** MAP<key, value>; a `Map` in TypeScript. */
export interface MapType {
  readonly kind: "map";
  readonly keyType: DataType;
  readonly valueType: DataType;
  readonly valueContainsNull: boolean;
}
/** MAP<key, value>; a `Map` in TypeScript. */
export function MapType(keyType: DataType, valueType: DataType, valueContainsNull = true): MapType {
  return Object.freeze({ kind: "map", keyType, valueType, valueContainsNull });
}

/** A schema, or a column of fields. Field names may repeat, as in the result of a join. */
export interface StructType {
  readonly kind: "struct";
  readonly fields: readonly StructField[];
  /** Spark's JSON form, as PySpark's `schema.json()`. */
  json(): string;
  /** Spark's DDL, such as `id BIGINT NOT NULL,name STRING`. PySpark's `toDDL`. */
  toDDL(): string;
  /** As Spark shows it, such as `struct<id:bigint,name:string>`. */
  simpleString(): string;
  fieldNames(): readonly string[];
}

/** A field of a STRUCT, or a column of a frame. */
export interface StructField {
  readonly name: string;
  readonly dataType: DataType;
  readonly nullable: boolean;
  readonly metadata: Metadata;
}
/** A field whose name and type are known when the program is compiled. */
export interface TypedField<Name extends string, Type extends DataType, Nullable extends boolean> extends StructField {
  readonly name: Name;
  readonly dataType: Type;
  readonly nullable: Nullable;
}

/** What a column carries beside its type: any JSON. */
export type Metadata = Readonly<Record<string, unknown>>;

/** A field of a STRUCT, or a column of a frame; nullable unless it says otherwise. */
export function StructField<const Name extends string, const Type extends DataType>(
  name: Name,
  dataType: Type,
  nullable?: true,
  metadata?: Metadata,
): TypedField<Name, Type, true>;
export function StructField<
  const Name extends string,
  const Type extends DataType,
  const Nullable extends boolean = boolean,
>(name: Name, dataType: Type, nullable: Nullable, metadata?: Metadata): TypedField<Name, Type, Nullable>;
export function StructField(
  name: string,
  dataType: DataType,
  nullable = true,
  metadata: Metadata = NO_METADATA,
): StructField {
  return Object.freeze({ name, dataType, nullable, metadata });
}

/** `srid` is the spatial reference; `ANY_SRID` for mixed ones. */
export interface GeometryType {
  readonly kind: "geometry";
  readonly srid: number;
}
/** GEOMETRY(srid). */
export function GeometryType(srid: number): GeometryType {
  return Object.freeze({ kind: "geometry", srid });
}

/** GEOGRAPHY(srid). */
export interface GeographyType {
  readonly kind: "geography";
  readonly srid: number;
}
/** GEOGRAPHY(srid). */
export function GeographyType(srid: number): GeographyType {
  return Object.freeze({ kind: "geography", srid });
}

/** Stands for shapes of any spatial reference. */
export const ANY_SRID = -1;

/** A type that a library on the server defined, for example a machine-learning vector. Its values are those of `sqlType`. */
export interface UserDefinedType {
  readonly kind: "udt";
  readonly sqlType: DataType | undefined;
  readonly jvmClass: string | undefined;
  readonly pythonClass: string | undefined;
  readonly serializedPythonClass: string | undefined;
}
/** A type of the user, over a SQL type. */
export function UserDefinedType(definition: Omit<UserDefinedType, "kind">): UserDefinedType {
  return Object.freeze({ kind: "udt", ...definition });
}

/** A type in Spark's DDL, which the server parses: `UnparsedType("a INT, b STRING")`. */
export interface UnparsedType {
  readonly kind: "unparsed";
  readonly ddl: string;
}
/** A type that only the server can parse. */
export function UnparsedType(ddl: string): UnparsedType {
  return Object.freeze({ kind: "unparsed", ddl });
}

interface Simple<Kind extends string> {
  readonly kind: Kind;
}

function simple<Kind extends string>(kind: Kind): Simple<Kind> {
  return Object.freeze({ kind });
}

const NO_METADATA: Metadata = Object.freeze({});

function checkRange(name: string, value: number, least: number, most: number, type: string): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${type}: ${name} ${value} is not an integer from ${least} to ${most}`);
  }
  return value;
}
