import { printableJson } from "../text/index.ts";
import type { Lake } from "./open-lake.ts";
import { type PutOptions, putText } from "./put-text.ts";

const JSON_TYPE = "application/json";

/** Writes a value as one JSON document. Returns the object's ETag. */
export async function putJson(lake: Lake, key: string, value: unknown, options: PutOptions = {}): Promise<string> {
  return await putText(lake, key, `${printableJson(JSON.stringify(value, undefined, 2))}\n`, {
    contentType: JSON_TYPE,
    ...options,
  });
}

/** Writes each value as a line of JSON. Returns the object's ETag. */
export async function putJsonLines(
  lake: Lake,
  key: string,
  values: readonly unknown[],
  options: PutOptions = {},
): Promise<string> {
  return await putText(lake, key, values.map((value) => `${JSON.stringify(value)}\n`).join(""), {
    contentType: JSON_TYPE,
    ...options,
  });
}
