import { gzipSync } from "node:zlib";

/** What the inspection of a small file has to find. */
export interface Verdict {
  readonly records: number | undefined;
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
const BLANK = "missing_header: the file has no line that is not blank";
const missingHeader = (line: string) => `missing_header: none of the feed's columns in the first line: "${line}"`;

const TWINS = Array.from({ length: 980 }, (_, nth) => [`c${nth}`, `c${nth}`]).flat();

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
  csv("a first line that names the delimiter", `sep=;\n${PLAIN.replaceAll(",", ";")}`, { records: 2 }),
  csv("the same with blanks behind it", `sep=;  \r\n${PLAIN.replaceAll(",", ";")}`, { records: 2 }),
  csv("the same in quotes, with a mark, CR LF and a tab", `${BOM}"SEP=\t"\r\n${PLAIN.replaceAll(",", "\t")}`, {
    records: 2,
  }),
  csv("columns without a name and without values", `,${HEADER},,\n,${ROW},,\n ,${ROW}," ",""\n,,,,,,\n`, {
    records: 3,
    columns: ["", ...COLUMNS, "", ""],
  }),
  csv("records shorter and longer than columns without a name", `${HEADER},,\n${ROW}\n${ROW},\n${ROW},,,,x\n`, {
    records: 3,
    columns: [...COLUMNS, "", ""],
  }),
  csv("columns without a name beside quoted delimiters and line ends", `${HEADER},\n1,"a,\n,,""",2023-03-01,1,\n`, {
    records: 1,
    columns: [...COLUMNS, ""],
    multiline: true,
  }),
  csv("blanks within a header", `${HEADER},a${" ".repeat(60_000)}b\n${ROW},x\n`, {
    records: 1,
    columns: [...COLUMNS, `a${" ".repeat(60_000)}b`],
  }),
  csv("more blank lines before the header than a header may have bytes", `${"\n".repeat(70_000)}${PLAIN}`, {
    records: 2,
  }),
  csv("a very long line", `${HEADER}\n1,${"x".repeat(300_000)},2023-03-01,1\n`, { records: 1 }),
];

const FAULTY_CSV: readonly TextFile[] = [
  csv("nothing but blank lines", "\n \r\n", { columns: [], faults: [BLANK] }),
  csv("nothing but a byte order mark", BOM, { columns: [], faults: [BLANK] }),
  csv("no header", `${ROW}\n${ROW}\n`, {
    records: 1,
    columns: ["1", "sugar", "2023-03-01", "1.50"],
    faults: [missingHeader(ROW)],
  }),
  csv("a line before the header", `Sales of March\n${PLAIN}`, {
    records: 3,
    columns: ["Sales of March"],
    faults: [missingHeader("Sales of March")],
  }),
  csv("another delimiter", PLAIN.replaceAll(",", ";"), {
    records: 2,
    columns: [HEADER.replaceAll(",", ";")],
    faults: [`${missingHeader(HEADER.replaceAll(",", ";"))}; its names are separated by semicolons`],
  }),
  csv("tabs", PLAIN.replaceAll(",", "\t"), {
    records: 2,
    columns: [HEADER.replaceAll(",", "\t")],
    faults: [`${missingHeader(HEADER.replaceAll(",", "\\t"))}; its names are separated by tabs`],
  }),
  csv("two columns missing, one twice", "customer_id,customer_id,Price\n1,1,1\n", {
    records: 1,
    columns: ["customer_id", "customer_id", "Price"],
    faults: [
      'missing_column:product_name: no column "product_name" in the first line',
      'missing_column:sales_date: no column "sales_date" in the first line',
      'missing_column:price: no column "price" in the first line; "Price" (column 3) differs in case',
      'duplicate_column:customer_id: "customer_id" (columns 1, 2) have one name in the first line',
    ],
  }),
  csv("an extra column twice", `${HEADER},note,note\n`, {
    columns: [...COLUMNS, "note", "note"],
    faults: ['duplicate_column:note: "note" (columns 5, 6) have one name in the first line'],
  }),
  csv("nothing but a line that names the delimiter", "sep=;", { columns: [], faults: [BLANK] }),
  csv("the same with a quote, which is none", `sep="\n${PLAIN}`, {
    records: 3,
    columns: ['sep="'],
    multiline: false,
    faults: [missingHeader('sep="')],
  }),
  csv("the same with more than one character", `sep=||\n${PLAIN}`, {
    records: 3,
    columns: ["sep=||"],
    faults: [missingHeader("sep=||")],
  }),
  csv(
    "values in one column without a name, as an index has none",
    `sep=,\r\n\r\n${HEADER},,\r\n${ROW},,\r\n${ROW},"",x\r\n`,
    {
      records: 2,
      columns: [...COLUMNS, "", ""],
    },
  ),
  csv("values in two columns without a name", `sep=,\r\n\r\n${HEADER},,\r\n${ROW},y,\r\n${ROW},"",x\r\n`, {
    records: 2,
    columns: [...COLUMNS, "", ""],
    faults: [
      "duplicate_column:: several columns without a name hold values, column 6 in line 5; name them in the header, or empty them",
    ],
  }),
  csv("quoted values in columns without a name", `,${HEADER},\n"a\n",${ROW},"b"\n`, {
    records: 1,
    columns: ["", ...COLUMNS, ""],
    multiline: true,
    faults: [
      "duplicate_column:: several columns without a name hold values, column 6 in line 3; name them in the header, or empty them",
    ],
  }),
  csv("control characters and overrides in names and lines", "\u001b[2J,\u202egnp,\u0007x\n", {
    columns: ["\u001b[2J", "\u202egnp", "\u0007x"],
    faults: [missingHeader("\\u001b[2J,\\u202egnp,\\u0007x")],
  }),
  csv("a control character in a column's name", `${HEADER},\u001bx,\u001bx\n`, {
    columns: [...COLUMNS, "\u001bx", "\u001bx"],
    faults: [`duplicate_column:\\u001bx: "\\u001bx" (columns 5, 6) have one name in the first line`],
  }),
  csv("a first line too long for a header", `a${" ".repeat(70_000)}b\n${PLAIN}`, {
    records: 3,
    columns: [],
    faults: [`missing_header: the first line has more than 65536 bytes, too many for a header; it begins with "a"`],
  }),
  csv("more columns than are read", `${HEADER}${",x".repeat(2_000)}\n`, {
    columns: [],
    faults: ["corrupt_file: the header has 2004 columns; no more than 2000 are read"],
  }),
  csv("more faults than help anybody", `${[HEADER, ...TWINS].join(",")}\n`, {
    columns: [...COLUMNS, ...TWINS],
    faults: Array.from({ length: 20 }, (_, nth) => {
      const more = nth === 19 ? "; … and 960 more" : "";
      const columns = `${5 + 2 * nth}, ${6 + 2 * nth}`;
      return `duplicate_column:c${nth}: "c${nth}" (columns ${columns}) have one name in the first line${more}`;
    }),
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
    faults: [
      "bad_encoding: byte 2 is NUL: the file is binary, or UTF-16",
      missingHeader([..."customer_id"].map((letter) => `${letter}\\u0000`).join("")),
    ],
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

const KEYS = Array.from({ length: 60_000 }, (_, nth) => `"k${nth}":${nth}`);

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
    faults: [`missing_header: none of the feed's columns in the file's records: their keys are "a"`],
  }),
  jsonl("no JSON object at all", "a,b\n1,2\n", {
    records: 2,
    columns: [],
    faults: [`corrupt_file: none of the file's records is a JSON object; they begin with "a,b"`],
  }),
  jsonl("a JSON array over several lines", `[\n${JSON_ROW},\n${JSON_ROW}\n]\n`, {
    records: 4,
    faults: [],
  }),
  jsonl("blank lines alone", "\n\n", {
    columns: [],
    faults: ["empty_file: the file has no line that is not blank"],
  }),
  jsonl("a record of more keys than are read", `{${KEYS.join(",")}}\n${JSON_ROW}\n`, {
    records: 2,
    columns: [],
    faults: ["corrupt_file: the file's records have 60004 different keys; no more than 2000 are read"],
  }),
  jsonl("values nested too deep", `{"a":${"[".repeat(500_000)}${"]".repeat(500_000)}}\n`, {
    records: 1,
    columns: [],
    faults: [`corrupt_file: none of the file's records is a JSON object; they begin with "{"a":${"[".repeat(95)}…"`],
  }),
  jsonl("brackets and quotes within strings", `${JSON_ROW.replace("sugar", `${"[".repeat(2_000)}\\"{`)}\n`, {
    records: 1,
  }),
  jsonl("a record of megabytes", `${JSON_ROW.replace("sugar", "x".repeat(3 * 1024 * 1024))}\n`, { records: 1 }),
  jsonl("a record longer than the sample", `{"a":"${"x".repeat(9 * 1024 * 1024)}"}\n${JSON_ROW}\n`, {
    records: 2,
    columns: [],
    faults: ["corrupt_file: the first record has more than 8388608 bytes"],
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
