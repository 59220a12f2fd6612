import type { CsvDialect } from "../../feeds/index.ts";
import { fieldValue, rawFields } from "./csv-fields.ts";
import { writtenMembers } from "./json-members.ts";
import { keyIn, type Person, speaksOf } from "./person.ts";

/** What is made of a record: itself, another, or nothing. A record is text of which each character stands for a byte. */
export type RecordRule = (record: string) => string | undefined;

/** What of a file's records is a person's. */
export interface Erasure {
  readonly person: Person;
  /** The column that holds the key. */
  readonly column: string;
  /** Of facts the columns that stay, so that what counts stays as it is; undefined where the person's records go. */
  readonly keep: ReadonlySet<string> | undefined;
  /** What the folders of the file say of its rows. */
  readonly folders: ReadonlyMap<string, string | null>;
}

/** Of a CSV file with its header and dialect, or of JSON. */
export function ruleFor(
  csv: { readonly header: readonly string[]; readonly dialect: CsvDialect } | undefined,
  erasure: Erasure,
): RecordRule {
  return csv === undefined ? jsonRule(erasure) : csvRule(csv.header, csv.dialect, erasure);
}

/** Of the records of a CSV file with this header; with none any field may be the key. */
export function csvRule(header: readonly string[], dialect: CsvDialect, erasure: Erasure): RecordRule {
  const { person, column, keep, folders } = erasure;
  const { delimiter, quote } = dialect;
  const at = header.indexOf(column);
  const ofFolder = keyIn(folders.get(column) ?? "");
  const isEmpty = (raw: string) => fieldValue(raw, quote) === "";
  return (record) => {
    const fields = rawFields(record, dialect);
    // Such a record counts nowhere: a field is missing or too many before the key, or behind it.
    if (fields.length !== header.length) {
      const shifted = at + fields.length - header.length;
      const candidates = header.length === 0 ? fields : [fields[at], fields[shifted]];
      const isNamed = candidates.some((field) => field !== undefined && keyIn(fieldValue(field, quote)) === person.key);
      return isNamed || speaksOf(person, record) ? undefined : record;
    }
    const own = at === -1 ? undefined : keyIn(fieldValue(fields[at] ?? "", quote));
    const key = own ?? ofFolder;
    if (key === undefined) return speaksOf(person, record) ? undefined : record;
    if (key !== person.key) return record;
    if (keep === undefined) return undefined;
    const isExtra = (index: number) => !keep.has(header[index] ?? "");
    if (fields.every((field, index) => !isExtra(index) || isEmpty(field))) return record;
    return fields.map((field, index) => (isExtra(index) ? "" : field)).join(delimiter);
  };
}

/** Of the lines of a file of JSON lines. */
export function jsonRule({ person, column, keep, folders }: Erasure): RecordRule {
  const named = new RegExp(`"${column}"\\s*:\\s*"?\\+?0*${person.key}(?!\\d)`);
  const ofFolder = keyIn(folders.get(column) ?? "");
  return (record) => {
    const members = writtenMembers(record);
    if (members === undefined) return named.test(record) || speaksOf(person, record) ? undefined : record;
    const keys = members.filter(({ name }) => name === column).map(({ value }) => keyIn(textOf(value)));
    // Of a name that stands there twice either value may be meant; such a record counts nowhere.
    const key = keys.find((each) => each === person.key) ?? keys[0] ?? ofFolder;
    if (key === undefined) return speaksOf(person, record) ? undefined : record;
    if (key !== person.key) return record;
    if (keep === undefined) return undefined;
    const kept = members.filter(({ name }) => keep.has(name));
    return kept.length === members.length ? record : `{${kept.map(({ text }) => text).join(",")}}`;
  };
}

/** The text of a string, and what else is written of any other value. */
function textOf(value: string): string {
  return value.startsWith('"') ? String(JSON.parse(value)) : value;
}
