import { gzipSync } from "node:zlib";
import { footerOf, group, parquetOf, textColumn } from "../lake/inspect/thrift-bytes.ts";
import { FEEDS } from "../support/feeds.ts";
import { caseTwins, nullColumn, salesParquet } from "../support/sales-parquet.ts";

/** A file as shops send it, and what it becomes under the default settings. */
export interface FieldFile {
  readonly key: string;
  readonly content: string | Uint8Array;
  /** `left alone`: another writer's, and not in the ledger. */
  readonly becomes: "Processed" | "Invalid" | "Duplicate" | "Failed" | "left alone";
  /** The exact sum of the sales that count, of one that is processed. @default "0.00" */
  readonly total?: string;
}

/** Refused by S3 whenever it is read: another account's. */
export const THEIRS = "raw/sales/sales_data_field_theirs.csv";
/** Listed, and not there. */
export const GHOST = "raw/sales/sales_data_field_ghost.csv";

const NAMES = FEEDS.sales.columns.map(({ name }) => name);
const HEADER = NAMES.join(",");
/** A sale of 10.00; the product tells its file from others. */
const sale = (product: string) => `1,121,${product},2023-03-01,1,5.00,2,10.00`;
const table = (product: string) => `${HEADER}\n${sale(product)}\n`;
const object = (product: string, member: string) =>
  `{"customer_id":1,"store_id":121,"product_name":"${product}","sales_date":"2023-03-01","sales_person_id":1,"price":5.0,"quantity":2,"total_cost":10.0,"extra":${member}}\n`;

const CUSTOMERS = "customer_id,first_name,last_name,address,pincode,phone_number,customer_joining_date\n";

const key = (name: string) => `raw/sales/sales_data_field_${name}`;
const counts = (name: string, content: string | Uint8Array, total = "10.00"): FieldFile => ({
  key: key(name),
  content,
  becomes: "Processed",
  total,
});
const refused = (name: string, content: string | Uint8Array): FieldFile => ({
  key: key(name),
  content,
  becomes: "Invalid",
});
const leftAlone = (name: string): FieldFile => ({
  key: `raw/sales/${name}`,
  content: table(name),
  becomes: "left alone",
});
const customers = (name: string, lines: string): FieldFile => ({
  key: `raw/customers/customers_field_${name}.csv`,
  content: CUSTOMERS + lines,
  becomes: "Processed",
});

/** In other writers' folders, and what they mark their work with. */
const OTHER_WRITERS: readonly FieldFile[] = [
  "_SUCCESS",
  ".sales_data_good.csv.crc",
  "._sales_data_good.csv",
  ".DS_Store",
  "_committed_7",
  "_temporary/0/_temporary/attempt_202401150000_0001_m_000000_0/sales_data_part.csv",
  "_temporary/0/_temporary/attempt_202401150000_0001_m_000000_0/part-00000-c000.csv",
  ".staging/sales_data_draft.csv",
].map(leftAlone);

const RETRIED = table("retried");
const packed = (text: string, seconds: number): Uint8Array => {
  const content = gzipSync(text);
  content.writeUInt32LE(seconds, 4);
  return content;
};

/** Of one content the first key counts. */
const EQUAL: readonly FieldFile[] = [
  counts("20240115.csv", RETRIED),
  { key: key("20240115T010000.csv.gz"), content: packed(RETRIED, 1_705_280_400), becomes: "Duplicate" },
  { key: key("20240115T010100.csv.gz"), content: packed(RETRIED, 1_705_280_460), becomes: "Duplicate" },
];

const WIDE = Array.from({ length: 700 }, (_, n) => `a_rather_long_column_name_of_an_erp_${n}`);

const SPREADSHEETS: readonly FieldFile[] = [
  counts("sep.csv", `sep=,\r\n${table("sep").replaceAll("\n", "\r\n")}`),
  counts("sep2.csv", `sep=;\n${table("sep2").replaceAll(",", ";")}`),
  counts("empty_columns.csv", `${HEADER},,,\n${sale("a")},,,\n${sale("b")},,,\n,,,,,,,,,,\n`, "20.00"),
  refused("decimal_comma.csv", `${HEADER}\n1,121,a,2023-03-01,1,5.00,2,10.00\n`.replaceAll(",", ";").replace(".", ",")),
  refused("windows-1252.csv", Buffer.from(table("O\u0092Brien"), "latin1")),
  refused("join.csv", `${[...NAMES, ...WIDE, ...WIDE].join(",")}\n${sale("join")}${",1".repeat(1400)}\n`),
  counts("returns.csv", `${HEADER}\n${sale("r1")}\n${sale("r2")}\n1,121,r1,2023-03-01,1,5.00,-1,-5.00\n`, "20.00"),
  counts(
    "discounts.csv",
    `${HEADER},discount\n${sale("d1")},0\n${sale("d2")},0\n1,121,d3,2023-03-01,1,5,2,8,2\n`,
    "20.00",
  ),
  ...Array.from({ length: 30 }, (_, day) =>
    counts(`day_${day}.csv`, `${HEADER},exported_${day}\n${sale(`day ${day}`)},${day}\n`),
  ),
];

const JSON_EXTRAS: FieldFile = counts(
  "extras.jsonl",
  [
    "9007199254740993",
    "1e400",
    "-0",
    '{"a":1,"a":2}',
    '{"a":{"b":[1,{"c":null}]}}',
    '"\\u0000\\ud83d\\ude00"',
    "1".repeat(45),
    "[[],{}]",
    "1.10",
  ]
    .map((member, position) => object(`extra ${position}`, member))
    .join(""),
  "90.00",
);

const DIMENSIONS: readonly FieldFile[] = [
  customers("9", "9001,Ann,Old,x,1,1,2020-01-01\n"),
  customers("10", "9001,Ann,New,x,1,1,2020-01-01\n"),
  customers("dates", "9002,Ann,Net,x,1,1,0001-01-01\n9003,Bob,Sap,x,1,1,9999-12-31\n9004,Dan,Ok,x,1,1,2020-01-01\n"),
  { ...customers("long", `9005,${"y".repeat(2000)},Lee,x,1,1,2020-01-01\n`), becomes: "Invalid" },
];

const ODD_KEYS: readonly FieldFile[] = [
  "2024-01-15T01:00:00+00:00",
  "100%",
  "a b+c",
  "50%25",
  "#1?",
  "e\u0301",
  "\u00e9",
  "trail.",
  "f".repeat(200),
].map((folder) => ({
  key: `raw/sales/${folder}/sales_data_field.csv`,
  content: table(folder.replace(/[^\w ]/gu, (odd) => `u${odd.codePointAt(0)}`)),
  becomes: "Processed",
  total: "10.00",
}));

const names = (count: number) => Array.from({ length: count }, (_, nth) => `c${nth}`);

/** Small files that are made to cost much, or to be misread. */
const HOSTILE: readonly FieldFile[] = [
  refused("wide.csv", `${[HEADER, ...names(40_000)].join(",")}\n`),
  refused("blank_header.csv", `a${" ".repeat(39 * 1024)}b\n${sale("blank header")}\n`),
  counts("blank_name.csv", `${HEADER},a${" ".repeat(39 * 1024)}b\n${sale("blank name")},1\n`),
  refused("keys.jsonl", `{${names(100_000).map((name) => `"${name}":1`)}}\n`),
  refused("three_children.parquet", parquetOf(footerOf([textColumn("a")], 3))),
  refused("groups.parquet", parquetOf(footerOf([...names(20_000).map((name) => group(name, 1)), textColumn("a")], 1))),
  refused("columns.parquet", parquetOf(footerOf(names(40_000).map(textColumn)))),
  refused("varint.parquet", parquetOf(Buffer.concat([Buffer.of(0x15), Buffer.alloc(1024 * 1024, 0xff), Buffer.of(0)]))),
  refused(
    "structs.parquet",
    parquetOf(Buffer.concat([Buffer.of(0x29, 0xfc, 0xff, 0xff, 0xff, 0x03), Buffer.alloc(8 * 1024 * 1024)])),
  ),
];

async function parquetFiles(): Promise<readonly FieldFile[]> {
  const of = (product: string) => ({ product_name: `'${product}'` });
  return [
    counts("null.parquet", await nullColumn("extra", of("null")), "80.50"),
    counts("case_twins.parquet", await caseTwins(of("case twins")), "80.50"),
    counts("metadata.parquet", await salesParquet({ ...of("metadata"), _metadata: "'x'" }), "80.50"),
    counts(
      "names.parquet",
      await salesParquet({
        ...of("names"),
        _tmp_metadata_row_index: "1",
        file_path: "2",
        written_0: "3",
        findings: "'x'",
      }),
      "80.50",
    ),
    counts("nanos.parquet", await salesParquet({ ...of("nanos"), at: "TIMESTAMP_NS '2023-03-01 10:00:00'" }), "80.50"),
  ];
}

export async function fieldFiles(): Promise<readonly FieldFile[]> {
  return [
    ...OTHER_WRITERS,
    ...EQUAL,
    ...SPREADSHEETS,
    JSON_EXTRAS,
    ...DIMENSIONS,
    ...ODD_KEYS,
    ...HOSTILE,
    ...(await parquetFiles()),
    { key: THEIRS, content: table("theirs"), becomes: "Failed" },
    { key: GHOST, content: table("ghost"), becomes: "Failed" },
  ];
}

export interface Overwriting {
  /** Lands first, and counts. */
  readonly first: readonly FieldFile[];
  /** What lands over it later; `total` is what counts then. */
  readonly later: readonly FieldFile[];
}

const FULL = `${HEADER}\n${sale("part")}\n${sale("rest")}\n`;
const over = (name: string, content: string, becomes: FieldFile["becomes"], total = "0.00"): FieldFile => ({
  key: key(name),
  content,
  becomes,
  total,
});

/** Imports that are taken back by a header alone, and a part that is overwritten by what another key brings as well. */
export const OVERWRITING: Overwriting = {
  first: [
    counts("wrong1.csv", table("wrong 1")),
    counts("wrong2.csv", table("wrong 2")),
    counts("part.csv", table("part")),
  ],
  later: [
    over("wrong1.csv", `${HEADER}\n`, "Processed"),
    over("wrong2.csv", `${HEADER}\n`, "Processed"),
    over("full.csv", FULL, "Processed", "20.00"),
    over("part.csv", FULL, "Duplicate"),
  ],
};
