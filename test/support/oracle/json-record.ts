import { type Forms, pointed } from "./forms.ts";
import { jsonMembers } from "./json-members.ts";

/** The values of a JSON object as text, numbers exactly as they are written; one that names a member twice is none. */
export function jsonRecord(line: string, forms: Forms = {}): ReadonlyMap<string, string | null> | "unparsable" {
  try {
    const texts: unknown = JSON.parse(line);
    const parsed: unknown = JSON.parse(line, numbersAsWritten);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return "unparsable";
    const names = jsonMembers(line)?.map(([name]) => name) ?? [];
    if (new Set(names).size < names.length) return "unparsable";
    return new Map(
      Object.entries(parsed).map(([name, value]) => [
        name,
        isTextIn(texts, name) ? pointed(name, text(value), forms) : text(value),
      ]),
    );
  } catch {
    return "unparsable";
  }
}

// Also numbers within nested values become text, which no column of the contract has.
function numbersAsWritten(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === "number" ? (context?.source ?? String(value)) : value;
}

function text(value: unknown): string | null {
  if (value === null) return null;
  return typeof value === "string" ? value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "") : JSON.stringify(value);
}

/** Before numbers became text. */
function isTextIn(parsed: unknown, name: string): boolean {
  return (
    typeof parsed === "object" &&
    parsed !== null &&
    typeof Object.entries(parsed).find(([key]) => key === name)?.[1] === "string"
  );
}
