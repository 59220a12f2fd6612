import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { inspectFooter } from "../../../src/lake/inspect/inspect-parquet.ts";
import { readFooter } from "../../../src/lake/inspect/parquet-footer.ts";
import { SALES } from "./contracts.ts";
import {
  binary,
  footerOf,
  group,
  i32,
  i64,
  list,
  parquetOf,
  struct,
  type ThriftValue,
  textColumn,
  varint,
} from "./thrift-bytes.ts";
import { withinCpuTime } from "./within-cpu-time.ts";

const MIB = 1024 * 1024;
const SALES_COLUMNS = SALES.columns.map(({ name }) => textColumn(name));
const EMPTY_STRUCTS = Buffer.alloc(8 * MIB);

async function faultsOf(footer: ThriftValue | Buffer): Promise<readonly string[]> {
  const file = parquetOf(footer);
  const readPart = async (start: number, end: number) => file.subarray(start, end);
  const { faults } = await withinCpuTime(() => inspectFooter(file.length, readPart, SALES));
  return faults.map(({ code, detail }) => `${code}: ${detail}`);
}

function structs(itself: Buffer): ThriftValue {
  return { type: 9, bytes: Buffer.concat([Buffer.of(0xfc), varint(itself.length), itself]) };
}

const BROKEN = "corrupt_file: the Parquet footer is broken:";

describe("of a Parquet footer", () => {
  const cases: Readonly<Record<string, readonly [ThriftValue | Buffer, string]>> = {
    "whose root announces more columns than there are": [
      footerOf([textColumn("a")], 3),
      `${BROKEN} 3 columns are announced in "root", and 1 are there`,
    ],
    "with 20,000 groups in one another": [
      footerOf([...Array.from({ length: 20_000 }, () => group("g", 1)), textColumn("a")], 1),
      "corrupt_file: the Parquet schema has 20001 columns, nested ones included; no more than 10000 are read",
    ],
    "with 9,000 groups in one another": [
      footerOf([...Array.from({ length: 9_000 }, () => group("g", 1)), textColumn("a")], 1),
      "corrupt_file: the Parquet schema has groups nested more than 100 deep",
    ],
    "with 3,000 columns": [
      footerOf(Array.from({ length: 3_000 }, (_, nth) => textColumn(`c${nth}`))),
      "corrupt_file: the Parquet schema has 3000 columns; no more than 2000 are read",
    ],
    "with 40,000 columns": [
      footerOf(Array.from({ length: 40_000 }, (_, nth) => textColumn(`c${nth}`))),
      "corrupt_file: the Parquet schema has 40000 columns, nested ones included; no more than 10000 are read",
    ],
    "with a name that is a book": [
      footerOf([textColumn("x".repeat(MIB))]),
      "corrupt_file: the names in the Parquet schema have more than 262144 bytes",
    ],
    "with eight million empty structs for a schema": [
      struct({ 2: structs(EMPTY_STRUCTS) }),
      "corrupt_file: the Parquet schema has 8388607 columns, nested ones included; no more than 10000 are read",
    ],
    "with a schema that announces more than there is": [
      struct({ 2: list([group("root", 0)], 1_000) }),
      `${BROKEN} 1000 bytes or items do not fit into it`,
    ],
    "with a number of a million bytes": [
      Buffer.concat([Buffer.of(0x15), Buffer.alloc(MIB, 0xff), Buffer.of(0)]),
      `${BROKEN} a number has more than 10 bytes`,
    ],
    "with lists in lists, passed over": [
      struct({ 5: { type: 9, bytes: Buffer.alloc(MIB, 0x19) } }),
      "corrupt_file: the Parquet footer is nested too deep",
    ],
    "with structs in structs, passed over": [
      struct({ 9: { type: 12, bytes: Buffer.alloc(MIB, 0x1c) } }),
      "corrupt_file: the Parquet footer is nested too deep",
    ],
    "with maps in maps, passed over": [
      struct({ 9: { type: 11, bytes: Buffer.alloc(MIB, Buffer.of(0x01, 0x5b, 0x00)) } }),
      "corrupt_file: the Parquet footer is nested too deep",
    ],
    "without a byte": [Buffer.alloc(0), `${BROKEN} it ends too early`],
    "without a field": [Buffer.of(0), `${BROKEN} it has no schema`],
    "with a schema without an element": [struct({ 2: list([]), 3: i64(0) }), `${BROKEN} it has no schema`],
    "without a number of rows": [
      struct({ 2: list([group("root", 0)]) }),
      `${BROKEN} it does not say how many rows there are`,
    ],
    "with fewer rows than none": [
      struct({ 2: list([group("root", 0)]), 3: i64(-1) }),
      `${BROKEN} it does not say how many rows there are`,
    ],
    "with more rows than can be counted": [
      struct({ 2: list([group("root", 0)]), 3: i64(2 ** 60) }),
      `${BROKEN} it does not say how many rows there are`,
    ],
    "with a text for the schema": [struct({ 2: binary("x") }), `${BROKEN} it has something else where a list is due`],
    "with a column without a name": [footerOf([struct({ 1: i32(6) })]), `${BROKEN} a column has no name`],
    "with fewer than no children": [
      footerOf([group("g", -1)]),
      'missing_header: none of the feed\'s columns in the schema: its columns are "g"',
    ],
    "of a type that there is not": [struct({ 9: { type: 14, bytes: Buffer.of(0) } }), `${BROKEN} there is no type 14`],
  };
  for (const [title, [footer, fault]] of Object.entries(cases)) {
    test(`${title} the fault is found`, async () => assert.equal((await faultsOf(footer))[0], fault));
  }
});

test("a footer of empty row groups takes no memory to speak of", () => {
  const footer = footerOf(SALES_COLUMNS).bytes;
  const rowGroups = struct({ 4: structs(EMPTY_STRUCTS) }).bytes;
  const bytes = Buffer.concat([footer.subarray(0, -1), rowGroups]);
  const before = process.memoryUsage().heapUsed;
  const { columns } = readFooter(bytes);
  assert.equal(columns.length, SALES_COLUMNS.length);
  assert.ok(process.memoryUsage().heapUsed - before < 64 * MIB);
});

test("columns of one name, and names of control characters, are shown in codes and details as text", async () => {
  const faults = await faultsOf(footerOf([...SALES_COLUMNS, textColumn("a\u001b[2J"), textColumn("a\u001b[2J")]));
  assert.deepEqual(faults[0], 'duplicate_column:a\\u001b[2J: "a\\u001b[2J" (columns 5, 6) have one name in the schema');
});

test("types and codecs that the format does not define are refused, not guessed", async () => {
  const odd = struct({ 1: i32(99), 4: binary("price") });
  const chunk = struct({ 3: struct({ 4: i32(3) }) });
  const rowGroups = list([struct({ 1: list([chunk]) })]);
  const footer = struct({ 2: list([group("root", 4), ...SALES_COLUMNS.slice(0, 3), odd]), 3: i64(0), 4: rowGroups });
  assert.deepEqual((await faultsOf(footer)).slice(-2), [
    'wrong_type:price: "price" (column 4) is type 99; it must be a decimal or an integer type',
    "unsupported_format: the file is compressed with LZO; use SNAPPY, ZSTD or GZIP",
  ]);
});
