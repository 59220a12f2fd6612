/** A value in Thrift's compact protocol, with its type. */
export interface ThriftValue {
  readonly type: number;
  readonly bytes: Buffer;
}

export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.of(...bytes, rest);
}

export function i32(value: number): ThriftValue {
  return { type: 5, bytes: varint(value < 0 ? -2 * value - 1 : 2 * value) };
}

export function i64(value: number): ThriftValue {
  return { ...i32(value), type: 6 };
}

export function binary(text: string): ThriftValue {
  const bytes = Buffer.from(text);
  return { type: 8, bytes: Buffer.concat([varint(bytes.length), bytes]) };
}

/** @param size the number of items that it announces */
export function list(items: readonly ThriftValue[], size = items.length, itemType = items[0]?.type ?? 12): ThriftValue {
  const header =
    size < 15 ? Buffer.of((size << 4) | itemType) : Buffer.concat([Buffer.of(0xf0 | itemType), varint(size)]);
  return { type: 9, bytes: Buffer.concat([header, ...items.map(({ bytes }) => bytes)]) };
}

/** Its fields by their numbers, each with the number written out. */
export function struct(fields: Readonly<Record<number, ThriftValue>>): ThriftValue {
  const written = Object.entries(fields).flatMap(([id, { type, bytes }]) => [
    Buffer.of(type),
    varint(2 * Number(id)),
    bytes,
  ]);
  return { type: 12, bytes: Buffer.concat([...written, Buffer.of(0)]) };
}

/** A file that is nothing but this footer. */
export function parquetOf(footer: ThriftValue | Buffer): Buffer {
  const bytes = Buffer.isBuffer(footer) ? footer : footer.bytes;
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([Buffer.from("PAR1"), bytes, length, Buffer.from("PAR1")]);
}

const UTF8 = 0;
const BYTE_ARRAY = 6;

/** A column of text. */
export function textColumn(name: string): ThriftValue {
  return struct({ 1: i32(BYTE_ARRAY), 4: binary(name), 6: i32(UTF8) });
}

export function group(name: string, children: number): ThriftValue {
  return struct({ 4: binary(name), 5: i32(children) });
}

/** A footer with this schema, which the root does not belong to, and no rows. */
export function footerOf(columns: readonly ThriftValue[], rootChildren = columns.length): ThriftValue {
  return struct({ 1: i32(1), 2: list([group("root", rootChildren), ...columns]), 3: i64(0), 4: list([]) });
}
