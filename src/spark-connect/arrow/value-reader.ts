import { type DataType as ArrowType, type Batch, IntervalUnit, Type } from "@uwdata/flechette";
import { Row } from "../row.ts";
import { BinaryType, type DataType, IntegerType, StructField } from "../types/data-type.ts";
import { simpleString } from "../types/simple-string.ts";
import { StructType } from "../types/struct-type.ts";
import { CalendarInterval } from "../values/calendar-interval.ts";
import { DayTimeInterval } from "../values/day-time-interval.ts";
import { Decimal } from "../values/decimal.ts";
import { LocalDate } from "../values/local-date.ts";
import { LocalTime } from "../values/local-time.ts";
import { LocalTimestamp } from "../values/local-timestamp.ts";
import { Timestamp } from "../values/timestamp.ts";
import { Variant } from "../values/variant.ts";
import { YearMonthInterval } from "../values/year-month-interval.ts";
import { bytesReader, textReader } from "./bytes-reader.ts";
import { isList, rangeReader } from "./list-ranges.ts";
import { daysReader, durationReader, microsOfNanos, microsReader, monthDayNanoReader } from "./time-units.ts";

/** Reads one value of a column of an Arrow batch; null where it is null. */
export type ColumnReader = (index: number) => unknown;

type ReaderOf = (type: DataType, batch: Batch<unknown>, name: string) => ColumnReader;

/**
 * The reader of values that are not null. A type may come in several of Arrow's layouts and units, as long as its values are
 * kept exactly.
 *
 * @param readerOf reads the columns within the column
 */
export function valueReader(type: DataType, batch: Batch<unknown>, name: string, readerOf: ReaderOf): ColumnReader {
  const arrow: ArrowType = batch.type;
  const mismatch = () => new TypeError(`Column ${name}: ${simpleString(type)} came as Arrow type ${arrow.typeId}`);
  const expect = (isExpected: boolean) => {
    if (!isExpected) {
      throw mismatch();
    }
  };
  const childAt = (index: number): Batch<unknown> => {
    const child = batch.children?.[index];
    if (child === undefined) {
      throw mismatch();
    }
    return child;
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
      expect(arrow.typeId === Type.Int);
      return bigintReader(batch, mismatch);
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
      expect(TEXT.has(arrow.typeId));
      return textReader(batch, name);
    case "binary":
      expect(BYTES.has(arrow.typeId));
      return bytesReader(batch, name);
    case "date": {
      expect(arrow.typeId === Type.Date);
      const read = daysReader(batch);
      return (index) => new LocalDate(read(index));
    }
    case "timestamp":
    case "timestampNtz": {
      if (arrow.typeId !== Type.Timestamp) throw mismatch();
      const read = microsReader(bigintReader(batch, mismatch), arrow.unit, name);
      return type.kind === "timestamp"
        ? (index) => new Timestamp(read(index))
        : (index) => new LocalTimestamp(read(index));
    }
    case "time": {
      if (arrow.typeId !== Type.Time) throw mismatch();
      const read = microsReader(bigintReader(batch, mismatch), arrow.unit, name);
      return (index) => new LocalTime(read(index));
    }
    case "yearMonthInterval": {
      expect(arrow.typeId === Type.Interval && arrow.unit === IntervalUnit.YEAR_MONTH);
      const read = bigintReader(batch, mismatch);
      return (index) => new YearMonthInterval(Number(read(index)));
    }
    case "dayTimeInterval": {
      const read = durationReader(batch, bigintReader(batch, mismatch), name);
      if (read === undefined) throw mismatch();
      return (index) => new DayTimeInterval(read(index));
    }
    case "calendarInterval": {
      expect(arrow.typeId === Type.Interval && arrow.unit === IntervalUnit.MONTH_DAY_NANO);
      if (!(batch.values instanceof Uint8Array)) throw mismatch();
      const read = monthDayNanoReader(batch.values);
      return (index) => {
        const [months, days, nanos] = read(index);
        return new CalendarInterval(months, days, microsOfNanos(nanos, name));
      };
    }
    case "array": {
      expect(isList(batch));
      const read = readerOf(type.elementType, childAt(0), `${name}.element`);
      const range = rangeReader(batch, childAt(0), name);
      return (index) => {
        const [start, end] = range(index);
        return Array.from({ length: end - start }, (_, position) => read(start + position));
      };
    }
    case "map": {
      expect(arrow.typeId === Type.Map);
      const [keys, values] = childAt(0).children ?? [];
      if (keys === undefined || values === undefined) throw mismatch();
      const readKey = readerOf(type.keyType, keys, `${name}.key`);
      const readValue = readerOf(type.valueType, values, `${name}.value`);
      const range = rangeReader(batch, childAt(0), name);
      return (index) => {
        const [start, end] = range(index);
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
      const readers = type.fields.map(({ dataType, name: field }, index) =>
        readerOf(dataType, childAt(index), `${name}.${field}`),
      );
      return (index) => {
        const values = readers.map((read) => read(index));
        return new Row(names, values);
      };
    }
    case "variant": {
      expect(arrow.typeId === Type.Struct);
      const readValue = bytesReader(childAt(0), name);
      const readMetadata = bytesReader(childAt(1), name);
      return (index) => new Variant(readValue(index), readMetadata(index));
    }
    case "geometry":
    case "geography":
      return valueReader(GEOSPATIAL, batch, name, readerOf);
    case "udt":
      if (type.sqlType === undefined) {
        throw new TypeError(
          `Column ${name} has the user-defined type ${type.jvmClass ?? type.pythonClass}, without a SQL type`,
        );
      }
      return valueReader(type.sqlType, batch, name, readerOf);
    case "unparsed":
      throw new TypeError(`Column ${name} has the type "${type.ddl}", which only the server can parse`);
  }
}

/** How Spark sends shapes: with their spatial reference, as well-known binary. */
const GEOSPATIAL = StructType([StructField("srid", IntegerType), StructField("wkb", BinaryType)]);

const TEXT: ReadonlySet<number> = new Set([Type.Utf8, Type.LargeUtf8, Type.Utf8View]);
const BYTES: ReadonlySet<number> = new Set([Type.Binary, Type.LargeBinary, Type.BinaryView, Type.FixedSizeBinary]);

function bigintReader(batch: Batch<unknown>, mismatch: () => TypeError): (index: number) => bigint {
  return (index) => {
    const value = batch.value(index);
    if (typeof value === "bigint") return value;
    if (typeof value !== "number" || !Number.isInteger(value)) throw mismatch();
    return BigInt(value);
  };
}
