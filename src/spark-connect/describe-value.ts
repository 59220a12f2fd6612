/** What was given where something else was expected, short enough for a message. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "function") return "a function";
  if (typeof value === "string") return `the text ${JSON.stringify(shortened(value))}`;
  if (typeof value !== "object") return `the ${typeof value} ${String(value)}`;
  const kind = value.constructor?.name ?? "Object";
  return kind === "Object" ? `an object with the keys ${shortened(Object.keys(value).join(", "))}` : `a ${kind}`;
}

/** `{ … }`, and nothing that a class made. */
export function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
