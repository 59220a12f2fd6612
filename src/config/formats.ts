import convict from "convict";

/** A whole number of a range. The message of a refused one is completed by convict with the key and the value. */
export function wholeNumber(least: number, most: number) {
  return (value: unknown): void => {
    if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return;
    throw refusal(`must be a whole number from ${least} to ${most}`, value);
  };
}

/** Days, or null for no setting. */
export function daysOrNull(value: unknown): void {
  if (value === null || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_DAYS)) return;
  throw refusal(`must be a number of days from 1 to ${MOST_DAYS}, or null`, value);
}

/** A hundred years. */
const MOST_DAYS = 36_500;

/** From 0 to 1. */
export function ratio(value: unknown): void {
  if (typeof value === "number" && value >= 0 && value <= 1) return;
  throw refusal("must be a number from 0 to 1", value);
}

/** The bytes of a file are compared with it, and Spark's reader trims blanks and takes a backslash for an escape. */
export function csvCharacter(value: unknown): void {
  if (typeof value === "string" && /^[\t!-~]$/.test(value) && !/^[\w\\]$/.test(value)) return;
  throw refusal(
    "must be one ASCII character: a tab or a punctuation mark other than a backslash or an underscore",
    value,
  );
}

export function regularExpression(value: unknown): void {
  if (typeof value !== "string") throw refusal("must be a regular expression", value);
  new RegExp(value);
}

/** A named format, because only those are read from environment variables. convict's own takes `33x06` for 33. */
export const TCP_PORT = "tcp-port";

convict.addFormat({
  name: TCP_PORT,
  validate: wholeNumber(1, 65_535),
  coerce: (text: unknown) => (typeof text === "string" && /^\d+$/.test(text) ? Number(text) : text),
});

/** A named format likewise. Null is for a default that depends on other settings. */
export const YES_NO_OR_NULL = "yes-no-or-null";

convict.addFormat({
  name: YES_NO_OR_NULL,
  validate: (value: unknown) => {
    if (value !== null && typeof value !== "boolean") throw refusal("must be true, false or null", value);
  },
  coerce: (text: unknown) => (text === "true" || text === "false" ? text === "true" : text),
});

/** convict shows the value that it refuses, but not 0, NaN or an empty text. */
export function refusal(rule: string, value: unknown): Error {
  return new Error(value ? rule : `${rule}: value was ${Number.isNaN(value) ? "NaN" : JSON.stringify(value)}`);
}
