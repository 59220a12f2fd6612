import type { ThriftReader } from "./thrift-reader.ts";

/** What a column means. */
export interface LogicalType {
  /** As in `decimal(12,2)` or `uint8`. */
  readonly name: string;
  /** Of timestamps: they are of no time zone. */
  readonly isLocalTime?: boolean;
}

type ReadType = (reader: ThriftReader, type: number) => LogicalType;

/** The logical types, by their number in the format's union; each reads its parameters. */
const READERS: Readonly<Record<number, ReadType>> = {
  1: plain("string"),
  2: plain("map"),
  3: plain("list"),
  4: plain("string"), // an enumeration
  5: (reader, type) => {
    const parameters = reader.integers(type);
    return { name: `decimal(${parameters.get(2) ?? 0},${parameters.get(1) ?? 0})` };
  },
  6: plain("date"),
  7: plain("time"),
  8: timestamp,
  10: (reader, type) => {
    const parameters = reader.integers(type);
    return { name: `${parameters.get(2) === 1 ? "" : "u"}int${parameters.get(1) ?? 0}` };
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

/** Undefined for a meaning that is not known. */
export function readLogicalType(reader: ThriftReader, type: number): LogicalType | undefined {
  let found: LogicalType | undefined;
  const fields = Object.entries(READERS).map(([id, read]) => [
    id,
    (fieldType: number) => {
      found = read(reader, fieldType);
    },
  ]);
  reader.struct(type, Object.fromEntries(fields));
  return found;
}

function plain(name: string): ReadType {
  return (reader, type) => {
    reader.skip(type);
    return { name };
  };
}

/** Its second field is the unit, a union whose third member, which has no value either, stands for nanoseconds. */
function timestamp(reader: ThriftReader, type: number): LogicalType {
  let name = "timestamp";
  const parameters = reader.integers(type, {
    2: (unit) =>
      reader.struct(unit, {
        3: (nanoseconds) => {
          reader.skip(nanoseconds);
          name = "timestamp(nanos)";
        },
      }),
  });
  return { name, isLocalTime: parameters.get(1) !== 1 };
}
