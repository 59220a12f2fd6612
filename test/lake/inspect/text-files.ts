import { gzipSync } from "node:zlib";

/** What the inspection of a small file has to find. */
export interface Verdict {
  readonly records: number;
  readonly columns: readonly string[];
  readonly multiline: boolean;
  /** `code: detail` of each fault. */
  readonly faults: readonly string[];
}

export interface TextFile {
  /** Of the test, and with the extension the name of the file. */
  readonly title: string;
  readonly extension: ".csv" | ".csv.gz" | ".jsonl" | ".jsonl.gz";
  readonly content: Buffer;
  readonly verdict: Verdict;
}

type Content = string | Buffer;

const COLUMNS = ["customer_id", "product_name", "sales_date", "price"];
const HEADER = COLUMNS.join(",");
const ROW = "1,sugar,2023-03-01,1.50";
const JSON_ROW = '{"customer_id":1,"product_name":"sugar","sales_date":"2023-03-01","price":1.5}';

function file(title: string, extension: TextFile["extension"], content: Content, verdict: Partial<Verdict>): TextFile {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const assumed = { records: 0, columns: COLUMNS, multiline: false, faults: [] };
  return { title, extension, content: bytes, verdict: { ...assumed, ...verdict } };
}

const csv = (title: string, content: Content, verdict: Partial<Verdict>) => file(title, ".csv", content, verdict);
const csvGz = (title: string, content: Buffer, verdict: Partial<Verdict>) => file(title, ".csv.gz", content, verdict);
const jsonl = (title: string, content: Content, verdict: Partial<Verdict>) => file(title, ".jsonl", content, verdict);
const latin1 = (text: string) => Buffer.from(text, "latin1");

const PLAIN = `${HEADER}\n${ROW}\n${ROW}\n`;
const PLAIN_GZ = gzipSync(PLAIN);
const BOM = "\ufeff";
const MISSING_HEADER = "missing_header: none of the feed's columns in the first line";

const SOUND_CSV: readonly TextFile[] = [
  csv("plain", PLAIN, { records: 2 }),
  csv("without a last line end", `${HEADER}\n${ROW}`, { records: 1 }),
  csv("a header and no rows", `${HEADER}\n`, { records: 0 }),
  csv("a header without a line end", HEADER, { records: 0 }),
  csv("CR LF", PLAIN.replaceAll("\n", "\r\n"), { records: 2 }),
  csv("lone CR", PLAIN.replaceAll("\n", "\r"), { records: 2 }),
  csv("mixed line ends", `${HEADER}\r\n${ROW}\r${ROW}\n${ROW}\n\r${ROW}`, { records: 4 }),
  csv("a byte order mark", `${BOM}${PLAIN}`, { records: 2 }),
  csv("a byte order mark before a quoted name", `${BOM}"customer_id",product_name,sales_date,price\n${ROW}\n`, {
    records: 1,
  }),
  csv("blank lines anywhere", `\n  \n${HEADER}\n\n${ROW}\n \t \n\r\n${ROW}\n\n   `, { records: 2 }),
  csv("other order and extra columns", "note,price,sales_date,product_name,customer_id,\nx,1,2023-03-01,a,1,\n", {
    records: 1,
    columns: ["note", "price", "sales_date", "product_name", "customer_id", ""],
  }),
  csv("quoted names with blanks around", ` customer_id , "product_name" ,sales_date,"price"\n${ROW}\n`, { records: 1 }),
  csv("a name with a doubled quote and a delimiter", `${HEADER},"say ""hi"", please"\n${ROW},x\n`, {
    records: 1,
    columns: [...COLUMNS, 'say "hi", please'],
  }),
  csv("a name with a line break", `${HEADER},"two\nlines"\n${ROW},x\n`, {
    records: 1,
    columns: [...COLUMNS, "two\nlines"],
    multiline: true,
  }),
  csv("quoted values on one line", `${HEADER}\n1,"a, b",2023-03-01,"1,5"\n${ROW}\n`, { records: 2 }),
  csv("quoted line breaks of all kinds", `${HEADER}\n1,"a\nb\r\nc\rd",2023-03-01,1\n${ROW}\n`, {
    records: 2,
    multiline: true,
  }),
  csv("quoted blank lines", `${HEADER}\n1,"\n\n\n",2023-03-01,1\n`, { records: 1, multiline: true }),
  csv("doubled quotes before a line break", `${HEADER}\n1,"a ""b""\n",2023-03-01,1\n${ROW}\n`, {
    records: 2,
    multiline: true,
  }),
  csv("a quoted value at the end of the file", `${HEADER}\n1,a,2023-03-01,"1"`, { records: 1 }),
  csv("an empty quoted value", `${HEADER}\n1,"",2023-03-01,1\n""\n`, { records: 2 }),
  csv("blanks before an opening quote", `${HEADER}\n1, "a\nb",2023-03-01,1\n`, { records: 1, multiline: true }),
  csv("a stray quote in an unquoted value is data", `${HEADER}\n1,5" pipe,2023-03-01,1\n${ROW}\n`, { records: 2 }),
  csv("text after a closing quote does not swallow lines", `${HEADER}\n1,"a"b"c,2023-03-01,1\n${ROW}\n`, {
    records: 2,
  }),
  csv("too few and too many fields are rows like others", `${HEADER}\n1\n${ROW},1,2,3\n`, { records: 2 }),
  csv("characters of two, three and four bytes", `${HEADER}\n1,é日😀,2023-03-01,1\n`, { records: 1 }),
  csv("a very long line", `${HEADER}\n1,${"x".repeat(300_000)},2023-03-01,1\n`, { records: 1 }),
];

const FAULTY_CSV: readonly TextFile[] = [
  csv("nothing but blank lines", "\n \r\n", { columns: [], faults: [MISSING_HEADER] }),
  csv("nothing but a byte order mark", BOM, { columns: [], faults: [MISSING_HEADER] }),
  csv("no header", `${ROW}\n${ROW}\n`, {
    records: 1,
    columns: ["1", "sugar", "2023-03-01", "1.50"],
    faults: [MISSING_HEADER],
  }),
  csv("a line before the header", `Sales of March\n${PLAIN}`, {
    records: 3,
    columns: ["Sales of March"],
    faults: [MISSING_HEADER],
  }),
  csv("another delimiter", PLAIN.replaceAll(",", ";"), {
    records: 2,
    columns: [HEADER.replaceAll(",", ";")],
    faults: [`${MISSING_HEADER}; its names are separated by semicolons`],
  }),
  csv("tabs", PLAIN.replaceAll(",", "\t"), {
    records: 2,
    columns: [HEADER.replaceAll(",", "\t")],
    faults: [`${MISSING_HEADER}; its names are separated by tabs`],
  }),
  csv("two columns missing, one twice", "customer_id,customer_id,Price\n1,1,1\n", {
    records: 1,
    columns: ["customer_id", "customer_id", "Price"],
    faults: [
      'missing_column:product_name: no column "product_name" in the first line',
      'missing_column:sales_date: no column "sales_date" in the first line',
      'missing_column:price: no column "price" in the first line; "Price" differs in case',
      'duplicate_column:customer_id: column "customer_id" more than once in the first line',
    ],
  }),
  csv("an extra column twice", `${HEADER},note,note\n`, {
    columns: [...COLUMNS, "note", "note"],
    faults: ['duplicate_column:note: column "note" more than once in the first line'],
  }),
  csv("an unclosed quote", `${HEADER}\n${ROW}\n\n1,"a,2023-03-01,1\n${ROW}\n`, {
    records: 2,
    multiline: true,
    faults: ["corrupt_file: the quote that opens in line 4 is never closed"],
  }),
  csv("an unclosed quote after quoted line breaks", `${HEADER}\r\n1,"a\r\nb",2023-03-01,1\r\n1,"c`, {
    records: 2,
    multiline: true,
    faults: ["corrupt_file: the quote that opens in line 4 is never closed"],
  }),
  csv("Latin-1", latin1(`${HEADER}\n1,caf\u00e9,2023-03-01,1\n`), {
    records: 1,
    faults: ["bad_encoding: byte 48 is not UTF-8; save the file as UTF-8"],
  }),
  csv("a character cut off at the end", Buffer.concat([Buffer.from(PLAIN), Buffer.of(0xe6, 0x97)]), {
    records: 3,
    faults: ["bad_encoding: byte 91 is not UTF-8; save the file as UTF-8"],
  }),
  csv("a surrogate written in three bytes", Buffer.concat([Buffer.from(PLAIN), Buffer.of(0xed, 0xa0, 0x80)]), {
    records: 3,
    faults: ["bad_encoding: byte 91 is not UTF-8; save the file as UTF-8"],
  }),
  csv("a NUL", PLAIN.replace("sugar", "su\0ar"), {
    records: 2,
    faults: ["bad_encoding: byte 47 is NUL: the file is binary, or UTF-16"],
  }),
  csv("UTF-16 without a mark", Buffer.from("customer_id\n", "utf16le"), {
    records: 0,
    columns: ["c\0u\0s\0t\0o\0m\0e\0r\0_\0i\0d\0"],
    faults: ["bad_encoding: byte 2 is NUL: the file is binary, or UTF-16", MISSING_HEADER],
  }),
  csv("UTF-16 with a mark", Buffer.from(`${BOM}${PLAIN}`, "utf16le"), {
    columns: [],
    faults: ["bad_encoding: the file is encoded in UTF-16; save it as UTF-8"],
  }),
  csv("UTF-16, high byte first", Buffer.from(`${BOM}${PLAIN}`, "utf16le").swap16(), {
    columns: [],
    faults: ["bad_encoding: the file is encoded in UTF-16; save it as UTF-8"],
  }),
  csv("a ZIP named csv", Buffer.concat([Buffer.of(0x50, 0x4b, 3, 4), Buffer.alloc(40, 7)]), {
    columns: [],
    faults: [
      "corrupt_file: the content is a ZIP archive or a spreadsheet, not text; upload the text file that is meant",
    ],
  }),
  csv("gzip named csv", PLAIN_GZ, {
    columns: [],
    faults: ["corrupt_file: the content is gzip, not text; let its name end in .gz, and compress it once"],
  }),
  csv("Parquet named csv", "PAR1 and more", {
    columns: [],
    faults: ["corrupt_file: the content is Parquet, not text; let its name end in .parquet"],
  }),
];

const ZIPPED: readonly TextFile[] = [
  csvGz("gzip", PLAIN_GZ, { records: 2 }),
  csvGz("gzip in several members", Buffer.concat([gzipSync(`${HEADER}\n1,su`), gzipSync("gar,2023-03-01,1\n")]), {
    records: 1,
  }),
  csvGz("gzip of nothing", gzipSync(""), { columns: [], faults: ["empty_file: the file has no content"] }),
  csvGz("gzip cut in the data", PLAIN_GZ.subarray(0, -20), {
    columns: [],
    faults: ["corrupt_file: the gzip data is cut off"],
  }),
  csvGz("gzip cut in the trailer", PLAIN_GZ.subarray(0, -1), {
    columns: [],
    faults: ["corrupt_file: the gzip data is cut off"],
  }),
  csvGz("gzip cut in a second member", Buffer.concat([PLAIN_GZ, PLAIN_GZ.subarray(0, 9)]), {
    columns: [],
    faults: ["corrupt_file: the gzip data is cut off"],
  }),
  csvGz("gzip with a wrong checksum", corrupted(PLAIN_GZ, -6), {
    columns: [],
    faults: ["corrupt_file: broken gzip data: incorrect data check"],
  }),
  csvGz("zeros after gzip", Buffer.concat([PLAIN_GZ, Buffer.alloc(20)]), {
    columns: [],
    faults: ["corrupt_file: 20 bytes follow the end of the gzip data"],
  }),
  csvGz("text named gz", Buffer.from(PLAIN), {
    columns: [],
    faults: ["corrupt_file: broken gzip data: incorrect header check"],
  }),
  csvGz("gzip twice", gzipSync(PLAIN_GZ), {
    columns: [],
    faults: ["corrupt_file: the content is gzip, not text; let its name end in .gz, and compress it once"],
  }),
  csvGz("gzip of an unclosed quote", gzipSync(`${HEADER}\n"`), {
    records: 1,
    faults: ["corrupt_file: the quote that opens in line 2 is never closed"],
  }),
];

const JSON_LINES: readonly TextFile[] = [
  jsonl("JSON lines", `${JSON_ROW}\n${JSON_ROW}\n`, { records: 2 }),
  jsonl("JSON lines with CR LF, blank lines and a mark", `${BOM}${JSON_ROW}\r\n\r\n \t\r\n${JSON_ROW}`, { records: 2 }),
  jsonl(
    "columns that only some records have",
    '{"customer_id":1,"product_name":"a"}\n{"sales_date":"d","price":1,"x":0}\n',
    {
      records: 2,
      columns: [...COLUMNS, "x"],
    },
  ),
  jsonl("a line that is no JSON is a row like others", `${JSON_ROW}\n{"customer_id":\n[1]\n`, { records: 3 }),
  jsonl("quotes are no matter of lines", `${JSON_ROW}\n"\n${JSON_ROW}\n`, { records: 3 }),
  jsonl("a column in none of the records", '{"customer_id":1,"product_name":"a","sales_date":"d"}\n', {
    records: 1,
    columns: ["customer_id", "product_name", "sales_date"],
    faults: ['missing_column:price: no column "price" in the file\'s records'],
  }),
  jsonl("a column from the 101st record on", `${'{"customer_id":1}\n'.repeat(100)}${JSON_ROW}\n`, {
    records: 101,
    columns: ["customer_id"],
    faults: ["product_name", "sales_date", "price"].map(
      (name) => `missing_column:${name}: no column "${name}" in the first 100 records`,
    ),
  }),
  jsonl("objects of something else", '{"a":1}\n', {
    records: 1,
    columns: ["a"],
    faults: ["missing_header: none of the feed's columns in the file's records"],
  }),
  jsonl("no JSON object at all", "a,b\n1,2\n", {
    records: 2,
    columns: [],
    faults: ["corrupt_file: none of the file's records is a JSON object"],
  }),
  jsonl("a JSON array over several lines", `[\n${JSON_ROW},\n${JSON_ROW}\n]\n`, {
    records: 4,
    faults: [],
  }),
  jsonl("blank lines alone", "\n\n", {
    columns: [],
    faults: ["empty_file: the file has no line that is not blank"],
  }),
  jsonl("JSON in Latin-1", latin1(JSON_ROW.replace("sugar", "caf\u00e9")), {
    records: 1,
    faults: ["bad_encoding: byte 37 is not UTF-8; save the file as UTF-8"],
  }),
  file("gzipped JSON lines", ".jsonl.gz", gzipSync(`${JSON_ROW}\n`), { records: 1 }),
  file("cut gzip of JSON lines", ".jsonl.gz", gzipSync(`${JSON_ROW}\n`).subarray(0, -3), {
    columns: [],
    faults: ["corrupt_file: the gzip data is cut off"],
  }),
];

export const TEXT_FILES: readonly TextFile[] = [...SOUND_CSV, ...FAULTY_CSV, ...ZIPPED, ...JSON_LINES];

function corrupted(content: Buffer, position: number): Buffer {
  const copy = Buffer.from(content);
  const index = copy.length + position;
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}
