import { gzipSync } from "node:zlib";
import {
  binary,
  group,
  i32,
  i64,
  list,
  parquetOf,
  struct,
  type ThriftValue,
  textColumn,
} from "../lake/inspect/thrift-bytes.ts";

export type Extension = ".csv" | ".csv.gz" | ".jsonl" | ".jsonl.gz" | ".parquet";

/** A file that is sound before it is mutated. */
export interface SoundFile {
  readonly extension: Extension;
  /** What is in it: the text, or the footer. */
  readonly inside: Buffer;
  /** Makes a file of what is in it. */
  pack(inside: Buffer): Buffer;
}

const HEADER = "customer_id,product_name,sales_date,price";
const ROW = "1,sugar,2023-03-01,1.50";
const CSV: readonly string[] = [
  `${HEADER}\n${ROW}\n${ROW}\n`,
  `\ufeff${HEADER},note\r\n${ROW},"say ""hi""\r\n, please"\r\n\r\n`,
  `sep=;\n${HEADER.replaceAll(",", ";")};;\n${ROW.replaceAll(",", ";")};;\n`,
  `,${HEADER},,\n,${ROW}," ",""\n`,
];
const JSON_ROW = '{"customer_id":1,"product_name":"caf\u00e9","sales_date":"2023-03-01","price":1.5,"x":[{"y":null}]}';
const JSON_LINES: readonly string[] = [`${JSON_ROW}\n${JSON_ROW}\r\n`, `\n${JSON_ROW}\n{"customer_id":2}\n[1]\n`];

const asIs = (inside: Buffer) => inside;
const texts = [
  ...CSV.map((text) => ({ extension: ".csv" as const, inside: Buffer.from(text) })),
  ...JSON_LINES.map((text) => ({ extension: ".jsonl" as const, inside: Buffer.from(text) })),
];

/** A value of each type that a footer may hold, for fields that are passed over. */
const PASSED_OVER = struct({
  1: { type: 1, bytes: Buffer.alloc(0) },
  2: { type: 3, bytes: Buffer.of(7) },
  3: { type: 7, bytes: Buffer.alloc(8, 1) },
  4: list([binary("a"), binary("b")]),
  5: { type: 11, bytes: Buffer.of(1, 0x85, 1, 0x61, 4) },
  6: { type: 13, bytes: Buffer.alloc(16) },
  7: struct({ 1: i64(-5) }),
});
const decimal = struct({ 5: struct({ 1: i32(2), 2: i32(12) }) });
const timestamp = struct({ 8: struct({ 1: { type: 1, bytes: Buffer.alloc(0) }, 2: struct({ 3: struct({}) }) }) });
const column = (name: string, physical: number, logical: ThriftValue): ThriftValue =>
  struct({ 1: i32(physical), 3: i32(1), 4: binary(name), 10: logical });

const FOOTER = struct({
  1: i32(2),
  2: list([
    group("schema", 5),
    struct({ 1: i32(1), 4: binary("customer_id") }),
    textColumn("product_name"),
    textColumn("sales_date"),
    column("price", 2, decimal),
    group("extra", 1),
    column("at", 2, timestamp),
  ]),
  3: i64(3),
  4: list([
    struct({ 1: list([struct({ 2: i64(4), 3: struct({ 1: i32(1), 4: i32(1), 9: PASSED_OVER }) })]), 3: i64(3) }),
  ]),
  5: list([struct({ 1: binary("writer"), 2: binary("x".repeat(50)) })]),
  6: binary("a test"),
});

export const SOUND_FILES: readonly SoundFile[] = [
  ...texts.map((file) => ({ ...file, pack: asIs })),
  ...texts.map(({ extension, inside }) => ({ extension: `${extension}.gz` as const, inside, pack: gzipSync })),
  // As many as there are texts of one kind.
  ...[1, 2, 3, 4].map(() => ({ extension: ".parquet" as const, inside: FOOTER.bytes, pack: parquetOf })),
];
