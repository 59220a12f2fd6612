import type { Storage } from "../feeds/index.ts";
import { integer, type Row, text, textOrNull } from "./row.ts";
import type { Sql } from "./sql.ts";

/** By the name of the table and of the column, in lower case. */
export type TableStorage = ReadonlyMap<string, ReadonlyMap<string, Storage>>;

const COLUMNS = `
  SELECT LOWER(table_name) AS table_name, LOWER(column_name) AS column_name, LOWER(data_type) AS data_type,
         column_type LIKE '%unsigned%' AS is_unsigned, is_nullable = 'NO' AS is_required,
         character_maximum_length AS characters, character_octet_length AS bytes, LOWER(character_set_name) AS character_set,
         numeric_precision AS digits, numeric_scale AS decimals
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name IN (?)`;

/** What the tables that are there hold: others may have made them, narrower than ours. */
export async function readTableStorage(db: Sql, tables: readonly string[]): Promise<TableStorage> {
  if (tables.length === 0) return new Map();
  const rows = await db.query(COLUMNS, [tables]);
  const byTable = Map.groupBy(rows, (row) => text(row, "table_name"));
  return new Map(
    [...byTable].map(([table, columns]) => [
      table,
      new Map(columns.map((row) => [text(row, "column_name"), storageOf(row)])),
    ]),
  );
}

function storageOf(row: Row): Storage {
  const required = integer(row, "is_required") === 1 ? { required: true } : {};
  return { ...required, ...ofText(row), ...ofNumber(row) };
}

const TEXT_TYPES: ReadonlySet<string> = new Set(["char", "varchar", "tinytext", "text", "mediumtext", "longtext"]);

const CHARACTER_SETS: Readonly<Record<string, Storage["characters"]>> = {
  ascii: "ascii",
  latin1: "latin1",
  utf8: "basic-multilingual-plane",
  utf8mb3: "basic-multilingual-plane",
  ucs2: "basic-multilingual-plane",
};

function ofText(row: Row): Storage {
  const type = text(row, "data_type");
  if (!TEXT_TYPES.has(type)) return {};
  const characters = CHARACTER_SETS[textOrNull(row, "character_set") ?? ""];
  // CHAR and VARCHAR count characters, the TEXT types bytes.
  const isCounted = type.endsWith("char");
  const most = integer(row, isCounted ? "characters" : "bytes");
  return {
    ...(isCounted ? { maxCharacters: most } : { maxBytes: most }),
    ...(characters !== undefined && { characters }),
  };
}

/** The largest signed and unsigned value of the types that do not hold every INT. */
const LARGEST: Readonly<Record<string, readonly [signed: string, unsigned: string]>> = {
  tinyint: ["127", "255"],
  smallint: ["32767", "65535"],
  mediumint: ["8388607", "16777215"],
};

function ofNumber(row: Row): Storage {
  const type = text(row, "data_type");
  const [signed, unsigned] = LARGEST[type] ?? [];
  if (signed !== undefined && unsigned !== undefined) {
    return { largest: integer(row, "is_unsigned") === 1 ? unsigned : signed };
  }
  if (type !== "decimal") return {};
  const [digits, scale] = [integer(row, "digits"), integer(row, "decimals")];
  const whole = digits - scale;
  return {
    ...(whole < OUR_WHOLE_DIGITS && {
      largest: `${"9".repeat(whole) || "0"}${scale > 0 ? `.${"9".repeat(scale)}` : ""}`,
    }),
    ...(scale < OUR_DECIMALS && { scale }),
  };
}

/** Of the values that Spark accepts, DECIMAL(18,2). */
const OUR_WHOLE_DIGITS = 16;
const OUR_DECIMALS = 2;
