import { type DataType as ArrowType, type Batch, IntervalUnit, TimeUnit, Type } from "@uwdata/flechette";
import { Row } from "../row.ts";
import { BinaryType, type DataType, IntegerType, StructField, StructType } from "../types/data-type.ts";
import { simpleString } from "../types/simple-string.ts";
import { CalendarInterval } from "../values/calendar-interval.ts";
import { DayTimeInterval } from "../values/day-time-interval.ts";
import { Decimal } from "../values/decimal.ts";
import { LocalDate } from "../values/local-date.ts";
import { LocalTime } from "../values/local-time.ts";
import { LocalTimestamp } from "../values/local-timestamp.ts";
import { Timestamp } from "../values/timestamp.ts";
import { Variant } from "../values/variant.ts";
import { YearMonthInterval } from "../values/year-month-interval.ts";
import { textReader } from "./text-reader.ts";

/** Reads one value of a column of an Arrow batch; null where it is null. */
export type ColumnReader = (index: number) => unknown;

/**
 * @param name the column, for errors
 * @throws TypeError when the Arrow column is not of the type
 */
export function columnReader(type: DataType, batch: Batch<unknown>, name: string): ColumnReader {
  if (batch.length === 0 || batch.nullCount === batch.length) {
    return () => null;
  }
  const read = valueReader(type, batch, name);
  return batch.nullCount === 0 ? read : (index) => (batch.isValid(index) ? read(index) : null);
}

/** The reader of values that are not null. */
function valueReader(type: DataType, batch: Batch<unknown>, name: string): ColumnReader {
  const arrow: ArrowType = batch.type;
  const mismatch = () => new TypeError(`Column ${name}: ${simpleString(type)} came as Arrow type ${arrow.typeId}`);
  const expect = (isExpected: boolean) => {
    if (!isExpected) {
      throw mismatch();
    }
  };
  const child = (index: number, childType: DataType, childName: string) => {
    const children = batch.children?.[index];
    if (children === undefined) {
      throw mismatch();
    }
    return columnReader(childType, children, `${name}.${childName}`);
  };

  switch (type.kind) {
    case "null":
      return () => null;
    case "boolean":
      expect(arrow.typeId === Type.Bool);
      return (index) => batch.value(index);
    case "byte":
    case "short":
    case "integer":
      expect(arrow.typeId === Type.Int && arrow.bitWidth < 64);
      return (index) => batch.value(index);
    case "long":
      expect(arrow.typeId === Type.Int && arrow.bitWidth === 64);
      return (index) => batch.value(index);
    case "float":
    case "double":
      expect(arrow.typeId === Type.Float);
      return (index) => batch.value(index);
    case "decimal": {
      expect(arrow.typeId === Type.Decimal && arrow.scale === type.scale);
      const read = bigintReader(batch, mismatch);
      return (index) => new Decimal(read(index), type.scale);
    }
    case "string":
    case "char":
    case "varChar":
      expect(arrow.typeId === Type.Utf8 || arrow.typeId === Type.LargeUtf8);
      return textReader(batch, name);
    case "binary":
      expect(arrow.typeId === Type.Binary || arrow.typeId === Type.LargeBinary);
      return bytesReader(batch, mismatch);
    case "date": {
      expect(arrow.typeId === Type.Date);
      const days = batch.values;
      if (!(days instanceof Int32Array)) {
        throw mismatch();
      }
      return (index) => new LocalDate(days[index] ?? 0);
    }
    case "timestamp":
    case "timestampNtz": {
      expect(arrow.typeId === Type.Timestamp && arrow.unit === TimeUnit.MICROSECOND);
      const read = bigintReader(batch, mismatch);
      return type.kind === "timestamp"
        ? (index) => new Timestamp(read(index))
        : (index) => new LocalTimestamp(read(index));
    }
    case "time": {
      expect(arrow.typeId === Type.Time && arrow.unit === TimeUnit.NANOSECOND);
      const read = bigintReader(batch, mismatch);
      return (index) => new LocalTime(microsOf(read(index), name));
    }
    case "yearMonthInterval": {
      expect(arrow.typeId === Type.Interval && arrow.unit === IntervalUnit.YEAR_MONTH);
      const months = batch.values;
      if (!(months instanceof Int32Array)) {
        throw mismatch();
      }
      return (index) => new YearMonthInterval(months[index] ?? 0);
    }
    case "dayTimeInterval": {
      expect(arrow.typeId === Type.Duration && arrow.unit === TimeUnit.MICROSECOND);
      const read = bigintReader(batch, mismatch);
      return (index) => new DayTimeInterval(read(index));
    }
    case "calendarInterval": {
      expect(arrow.typeId === Type.Interval && arrow.unit === IntervalUnit.MONTH_DAY_NANO);
      const bytes = batch.values;
      if (!(bytes instanceof Uint8Array)) {
        throw mismatch();
      }
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return (index) => {
        const at = index * 16;
        const micros = microsOf(view.getBigInt64(at + 8, true), name);
        return new CalendarInterval(view.getInt32(at, true), view.getInt32(at + 4, true), micros);
      };
    }
    case "array": {
      expect(arrow.typeId === Type.List);
      const read = child(0, type.elementType, "element");
      const offsets = offsetsOf(batch, mismatch);
      return (index) => {
        const [start, end] = range(offsets, index);
        return Array.from({ length: end - start }, (_, position) => read(start + position));
      };
    }
    case "map": {
      expect(arrow.typeId === Type.Map);
      const [keys, values] = batch.children?.[0]?.children ?? [];
      if (keys === undefined || values === undefined) {
        throw mismatch();
      }
      const readKey = columnReader(type.keyType, keys, `${name}.key`);
      const readValue = columnReader(type.valueType, values, `${name}.value`);
      const offsets = offsetsOf(batch, mismatch);
      return (index) => {
        const [start, end] = range(offsets, index);
        const map = new Map<unknown, unknown>();
        for (let entry = start; entry < end; entry++) {
          map.set(readKey(entry), readValue(entry));
        }
        return map;
      };
    }
    case "struct": {
      expect(arrow.typeId === Type.Struct && arrow.children.length === type.fields.length);
      const names = type.fields.map((field) => field.name);
      const readers = type.fields.map((field, index) => child(index, field.dataType, field.name));
      return (index) => {
        const values = readers.map((read) => read(index));
        return new Row(names, values);
      };
    }
    case "variant": {
      expect(arrow.typeId === Type.Struct);
      const [value, metadata] = batch.children ?? [];
      if (value === undefined || metadata === undefined) {
        throw mismatch();
      }
      const readValue = bytesReader(value, mismatch);
      const readMetadata = bytesReader(metadata, mismatch);
      return (index) => new Variant(readValue(index), readMetadata(index));
    }
    case "geometry":
    case "geography":
      return valueReader(GEOSPATIAL, batch, name);
    case "udt":
      if (type.sqlType === undefined) {
        throw new TypeError(
          `Column ${name} has the user-defined type ${type.jvmClass ?? type.pythonClass}, without a SQL type`,
        );
      }
      return valueReader(type.sqlType, batch, name);
    case "unparsed":
      throw new TypeError(`Column ${name} has the type "${type.ddl}", which only the server can parse`);
  }
}

/** How Spark sends shapes: with their spatial reference, as well-known binary. */
const GEOSPATIAL = StructType([StructField("srid", IntegerType), StructField("wkb", BinaryType)]);

type Mismatch = () => TypeError;

function bigintReader(batch: Batch<unknown>, mismatch: Mismatch): (index: number) => bigint {
  return (index) => {
    const value = batch.value(index);
    if (typeof value !== "bigint") {
      throw mismatch();
    }
    return value;
  };
}

/** Copies: a view would keep the whole batch in memory. */
function bytesReader(batch: Batch<unknown>, mismatch: Mismatch): (index: number) => Uint8Array {
  return (index) => {
    const value = batch.value(index);
    if (!(value instanceof Uint8Array)) {
      throw mismatch();
    }
    return value.slice();
  };
}

function offsetsOf(batch: Batch<unknown>, mismatch: Mismatch): Int32Array {
  if (!(batch.offsets instanceof Int32Array)) {
    throw mismatch();
  }
  return batch.offsets;
}

function range(offsets: Int32Array, index: number): readonly [start: number, end: number] {
  return [offsets[index] ?? 0, offsets[index + 1] ?? 0];
}

function microsOf(nanos: bigint, name: string): bigint {
  if (nanos % 1000n !== 0n) {
    throw new RangeError(`Column ${name} holds ${nanos} ns, which is not a whole number of microseconds`);
  }
  return nanos / 1000n;
}
