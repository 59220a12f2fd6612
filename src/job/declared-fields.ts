import { isRecord } from "../text/index.ts";
import { JobError } from "./job-error.ts";

/** What a field of a declaration holds, in the words that authors are told. */
const FORMS = {
  text: { says: "a text", is: (value) => typeof value === "string" },
  number: { says: "a number", is: (value) => typeof value === "number" },
  flag: { says: "true or false", is: (value) => typeof value === "boolean" },
  list: { says: "a list", is: Array.isArray },
  object: { says: "an object", is: (value) => isRecord(value) && !Array.isArray(value) },
  function: { says: "a function", is: (value) => typeof value === "function" },
} as const satisfies Readonly<Record<string, { readonly says: string; readonly is: (value: unknown) => boolean }>>;

type Form = keyof typeof FORMS;

/** By name, what each field of a declaration holds; with a question mark where it may be left out. */
export type FieldsOf<Declared> = {
  readonly [Name in keyof Declared]-?: Partial<Pick<Declared, Name>> extends Pick<Declared, Name> ? `${Form}?` : Form;
};

type Fields = Readonly<Record<string, Form | `${Form}?`>>;

/** @throws JobError for the first field that is not known, that is left out, or that holds something else */
export function requireFields(subject: string, declared: unknown, fields: Fields): void {
  const names = listed(fields);
  if (!FORMS.object.is(declared) || !isRecord(declared)) {
    throw new JobError(subject, `it is no object. Declare one with the fields ${names}.`);
  }
  const other = Object.keys(declared).find((name) => !(name in fields));
  if (other !== undefined) throw new JobError(subject, `it has no field ${other}. It may have ${names}.`);
  for (const [name, field] of Object.entries(fields)) {
    const { says, is } = formOf(field);
    const value = declared[name];
    if (value === undefined) {
      if (!field.endsWith("?")) throw new JobError(subject, `it lacks the field ${name}, which must be ${says}.`);
    } else if (!is(value)) throw new JobError(subject, `its ${name} must be ${says}.`);
  }
}

/** @throws JobError for the first value of the field that is no text */
export function requireTexts(subject: string, field: string, values: Readonly<Record<string, unknown>>): void {
  const [odd] = Object.entries(values).find(([, value]) => typeof value !== "string") ?? [];
  if (odd !== undefined) throw new JobError(subject, `its ${field} must say of ${odd} what it is, as a text.`);
}

/** Names to choose from, as an error says them. */
export function listed(names: Readonly<Record<string, unknown>>): string {
  return Object.keys(names).join(", ");
}

/** What an error calls it: by its name, or where it has none by its place in the list. */
export function calledOf(what: string, declared: unknown, place?: number): string {
  const name = isRecord(declared) ? declared["name"] : undefined;
  if (typeof name === "string") return `${what} ${name}`;
  return place === undefined ? what : `${what} at place ${place + 1}`;
}

function formOf(field: Fields[string]): { readonly says: string; readonly is: (value: unknown) => boolean } {
  switch (field) {
    case "text":
    case "text?":
      return FORMS.text;
    case "number":
    case "number?":
      return FORMS.number;
    case "flag":
    case "flag?":
      return FORMS.flag;
    case "list":
    case "list?":
      return FORMS.list;
    case "object":
    case "object?":
      return FORMS.object;
    case "function":
    case "function?":
      return FORMS.function;
  }
}
