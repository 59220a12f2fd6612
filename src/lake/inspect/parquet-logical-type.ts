import type { ThriftReader } from "./thrift-reader.ts";

export interface LogicalType {
  /** As in `decimal(12,2)` or `uint8`. */
  readonly name: string;
  /** A timestamp that says a wall clock's time and no instant. */
  readonly isLocal: boolean;
}

/** The logical types, by their number in the format's union; each reads its parameters and returns its name. */
const READERS: Readonly<Record<number, (reader: ThriftReader, type: number) => string | LogicalType>> = {
  1: plain("string"),
  2: plain("map"),
  3: plain("list"),
  4: plain("string"), // an enumeration
  5: (reader, type) => {
    const [scale, precision] = numbered(reader.integers(type));
    return `decimal(${precision},${scale})`;
  },
  6: plain("date"),
  7: plain("time"),
  8: timestamp,
  10: (reader, type) => {
    const [bitWidth, isSigned] = numbered(reader.integers(type));
    return `${isSigned === 1 ? "" : "u"}int${bitWidth}`;
  },
  11: plain("null"),
  12: plain("string"), // JSON
  13: plain("bson"),
  14: plain("uuid"),
  15: plain("float16"),
  16: plain("variant"),
  17: plain("geometry"),
  18: plain("geography"),
};

/** What a column means; undefined for a meaning that is not known. */
export function readLogicalType(reader: ThriftReader, type: number): LogicalType | undefined {
  let found: LogicalType | undefined;
  const fields = Object.entries(READERS).map(([id, read]) => [
    id,
    (fieldType: number) => {
      const meaning = read(reader, fieldType);
      found = typeof meaning === "string" ? { name: meaning, isLocal: false } : meaning;
    },
  ]);
  reader.struct(type, Object.fromEntries(fields));
  return found;
}

function plain(name: string) {
  return (reader: ThriftReader, type: number): string => {
    reader.skip(type);
    return name;
  };
}

/** Its first field, a boolean, says whether it is an instant. Its second one is the unit, a union whose third member, which has no value either, stands for nanoseconds. */
function timestamp(reader: ThriftReader, type: number): LogicalType {
  let name = "timestamp";
  const flags = reader.integers(type, {
    2: (unit) =>
      reader.struct(unit, {
        3: (nanoseconds) => {
          reader.skip(nanoseconds);
          name = "timestamp(nanos)";
        },
      }),
  });
  return { name, isLocal: flags.get(1) !== 1 };
}

/** The first two of them. */
function numbered(fields: ReadonlyMap<number, number>): readonly [number, number] {
  return [fields.get(1) ?? 0, fields.get(2) ?? 0];
}
