import convict from "convict";
import { parseDateFormat } from "../feeds/index.ts";
import { refusal } from "./formats.ts";

/** Named formats, because for functions convict would parse a text as JSON before they see it. */
export const NULL_VALUES = "null-values";
export const DATE_FORMATS = "date-formats";
export const EXPECTED_VALUES = "expected-values";

convict.addFormat({ name: NULL_VALUES, validate: nullValues });
convict.addFormat({ name: DATE_FORMATS, validate: dateFormats });
convict.addFormat({ name: EXPECTED_VALUES, validate: expectedValues });

/** Texts as a reader sees them: with blanks around it, none would ever be found. */
function nullValues(value: unknown): void {
  if (isListOf(value, isTrimmedText)) return;
  throw refusal('must be a list of texts without blanks around them, such as ["\\\\N", "NULL"]', value);
}

function dateFormats(value: unknown): void {
  if (!isListOf(value, isText) || value.length === 0) {
    throw refusal('must be a list of formats, such as ["dd.MM.yyyy"]', value);
  }
  if (value.every((format) => parseDateFormat(format) !== undefined)) return;
  throw refusal(
    "must be formats of yyyy, MM or M, and dd or d, each once, such as dd.MM.yyyy, M/d/yyyy or yyyyMMdd",
    value,
  );
}

function expectedValues(value: unknown): void {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (isObject && Object.entries(value).flat().every(isTrimmedText)) return;
  throw refusal(
    'must give columns their one value as text without blanks around it, such as {"currency": "EUR"}',
    value,
  );
}

function isListOf<T>(value: unknown, isOne: (one: unknown) => one is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTrimmedText(value: unknown): value is string {
  return isText(value) && /^[^\s\p{Cc}](.*[^\s\p{Cc}])?$/u.test(value);
}
