import type { Row, RowObject } from "../row.ts";
import type { CalendarInterval } from "../values/calendar-interval.ts";
import type { DayTimeInterval } from "../values/day-time-interval.ts";
import type { Decimal } from "../values/decimal.ts";
import type { LocalDate } from "../values/local-date.ts";
import type { LocalTime } from "../values/local-time.ts";
import type { LocalTimestamp } from "../values/local-timestamp.ts";
import type { Timestamp } from "../values/timestamp.ts";
import type { Variant } from "../values/variant.ts";
import type { YearMonthInterval } from "../values/year-month-interval.ts";
import type { DataType, StructField, StructType } from "./data-type.ts";

/**
 * The rows of a schema, a type or DDL that is known when the program is compiled: `RowOf<"id BIGINT NOT NULL, price
 * DECIMAL(10, 2)">` is `{ id: bigint; price: Decimal | null }`. Of any other schema they are `RowObject`.
 */
export type RowOf<Schema> = Schema extends string
  ? string extends Schema
    ? RowObject
    : RowOfDdl<Schema>
  : Schema extends StructType
    ? RowOfFields<Schema["fields"]>
    : RowObject;

// Of types as values

type RowOfFields<Fields extends readonly StructField[]> = number extends Fields["length"]
  ? RowObject
  : Shown<{ readonly [Field in Fields[number] as Field["name"]]: ValueOf<Field["dataType"]> | NullOf<Field> }>;

type NullOf<Field extends StructField> = Field["nullable"] extends false ? never : null;

type ValueOf<Type extends DataType> = Type extends { readonly elementType: infer Element extends DataType }
  ? readonly (ValueOf<Element> | null)[]
  : Type extends { readonly keyType: infer Key extends DataType; readonly valueType: infer Value extends DataType }
    ? ReadonlyMap<ValueOf<Key>, ValueOf<Value> | null>
    : Type["kind"] extends keyof ValueOfKind
      ? ValueOfKind[Type["kind"]]
      : unknown;

interface ValueOfKind {
  readonly null: null;
  readonly boolean: boolean;
  readonly byte: number;
  readonly short: number;
  readonly integer: number;
  readonly long: bigint;
  readonly float: number;
  readonly double: number;
  readonly decimal: Decimal;
  readonly string: string;
  readonly char: string;
  readonly varChar: string;
  readonly binary: Uint8Array;
  readonly date: LocalDate;
  readonly timestamp: Timestamp;
  readonly timestampNtz: LocalTimestamp;
  readonly time: LocalTime;
  readonly yearMonthInterval: YearMonthInterval;
  readonly dayTimeInterval: DayTimeInterval;
  readonly calendarInterval: CalendarInterval;
  readonly variant: Variant;
  readonly struct: Row;
}

// Of DDL

/** A single type, such as `BIGINT`, is the column `value`. */
type RowOfDdl<Ddl extends string> =
  Trim<Ddl> extends `${string} ${string}`
    ? Shown<FieldsOf<SplitAtCommas<Ddl>[number]>>
    : { readonly value: ValueOfName<Normal<Ddl>> | null };

type FieldsOf<Field extends string> = { readonly [Each in Field as NameOf<Trim<Each>>]: ValueOfField<Trim<Each>> };

type NameOf<Field extends string> = Field extends `\`${infer Name}\`${string}`
  ? Name
  : Field extends `${infer Name} ${string}`
    ? Trim<Name> extends `${infer Bare}:`
      ? Bare
      : Name
    : never;

type ValueOfField<Field extends string> = Field extends `\`${string}\`${infer Type}`
  ? ValueOfType<Normal<Type>>
  : Field extends `${string} ${infer Type}`
    ? ValueOfType<Normal<Type>>
    : unknown;

type ValueOfType<Type extends string> = Type extends `${infer Before} COMMENT ${string}`
  ? ValueOfType<Before>
  : Type extends `${infer Before} NOT NULL`
    ? ValueOfName<Trim<Before>>
    : ValueOfName<Type> | null;

type ValueOfName<Name extends string> = Name extends keyof ValueOfSqlName
  ? ValueOfSqlName[Name]
  : Name extends `ARRAY<${infer Element}>`
    ? readonly (ValueOfName<Trim<Element>> | null)[]
    : Name extends `MAP<${infer Entry}>`
      ? EntryOf<SplitAtCommas<Entry>>
      : Name extends `STRUCT<${string}`
        ? Row
        : ValueOfParameters<Name>;

/** Of types with a length, a precision, a collation or a unit. */
type ValueOfParameters<Name extends string> = Name extends `${infer Base}(${string}`
  ? Trim<Base> extends keyof ValueOfSqlName
    ? ValueOfSqlName[Trim<Base>]
    : unknown
  : Name extends `STRING COLLATE ${string}`
    ? string
    : Name extends `INTERVAL ${infer Unit}`
      ? Unit extends `${"YEAR" | "MONTH"}${string}`
        ? YearMonthInterval
        : DayTimeInterval
      : unknown;

type EntryOf<Types extends readonly string[]> = Types extends readonly [
  infer Key extends string,
  infer Value extends string,
]
  ? ReadonlyMap<ValueOfName<Trim<Key>>, ValueOfName<Trim<Value>> | null>
  : unknown;

interface ValueOfSqlName {
  readonly VOID: null;
  readonly BOOLEAN: boolean;
  readonly TINYINT: number;
  readonly BYTE: number;
  readonly SMALLINT: number;
  readonly SHORT: number;
  readonly INT: number;
  readonly INTEGER: number;
  readonly BIGINT: bigint;
  readonly LONG: bigint;
  readonly FLOAT: number;
  readonly REAL: number;
  readonly DOUBLE: number;
  readonly DECIMAL: Decimal;
  readonly DEC: Decimal;
  readonly NUMERIC: Decimal;
  readonly STRING: string;
  readonly CHAR: string;
  readonly CHARACTER: string;
  readonly VARCHAR: string;
  readonly BINARY: Uint8Array;
  readonly DATE: LocalDate;
  readonly TIMESTAMP: Timestamp;
  readonly TIMESTAMP_LTZ: Timestamp;
  readonly TIMESTAMP_NTZ: LocalTimestamp;
  readonly TIME: LocalTime;
  readonly INTERVAL: CalendarInterval;
  readonly VARIANT: Variant;
}

// Of texts

/** The parts between commas that are not within brackets. */
type SplitAtCommas<Text extends string, Begun extends string = ""> = Text extends `${infer Head},${infer Rest}`
  ? IsClosed<`${Begun}${Head}`> extends true
    ? [`${Begun}${Head}`, ...SplitAtCommas<Rest>]
    : SplitAtCommas<Rest, `${Begun}${Head},`>
  : [`${Begun}${Text}`];

type IsClosed<Text extends string> = [Count<Text, "(">, Count<Text, "<">] extends [Count<Text, ")">, Count<Text, ">">]
  ? true
  : false;

type Count<
  Text extends string,
  Part extends string,
  Found extends readonly unknown[] = [],
> = Text extends `${string}${Part}${infer Rest}` ? Count<Rest, Part, [...Found, 1]> : Found["length"];

type Trim<Text extends string> = Text extends `${Space}${infer Rest}`
  ? Trim<Rest>
  : Text extends `${infer Rest}${Space}`
    ? Trim<Rest>
    : Text;

type Space = " " | "\n" | "\t" | "\r";

type Normal<Text extends string> = Trim<Uppercase<Text>>;

/** The type as editors show it: its members rather than how it was made. */
type Shown<Type> = { readonly [Name in keyof Type]: Type[Name] };
