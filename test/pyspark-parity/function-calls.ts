import { readFileSync } from "node:fs";
import type { JsonValue } from "@bufbuild/protobuf";
import * as client from "../../src/spark-connect/index.ts";
import { offlineSession } from "../spark-connect/offline-session.ts";

const sales = offlineSession().table("sales");
const LAMBDAS = {
  1: (x: client.Column) => x.gt(1),
  2: (x: client.Column, y: client.Column) => x.plus(y),
  3: (x: client.Column, y: client.Column, z: client.Column) => x.plus(y).plus(z),
} as const;

/** Our names of PySpark's functions, from the table for users. */
const NAMES: ReadonlyMap<string, string> = new Map(
  [...readFileSync("docs/spark-connect-functions.md", "utf8").matchAll(/^\| `(\w+)` \| `(\w+)` \| [\d.]+ \|/gm)].map(
    ([, pyspark = "", here = ""]) => [pyspark, here],
  ),
);

/** The plan of a call that function_calls.py has made. */
export function callPlan(name: string, args: readonly JsonValue[]): JsonValue {
  const known: ReadonlyMap<string, unknown> = new Map(Object.entries(client));
  const called = known.get(NAMES.get(name) ?? "");
  if (typeof called !== "function") throw new Error(`${name} is not in docs/spark-connect-functions.md`);
  const column: unknown = Reflect.apply(called, undefined, args.map(argument));
  if (!(column instanceof client.Column)) throw new TypeError(`${name} made no column`);
  return sales.select(column).toPlanJson();
}

/** As function_calls.py writes them. */
function argument(value: JsonValue): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (typeof value["column"] === "string") return client.col(value["column"]);
  if (value["options"] !== undefined) return value["options"];
  const { lambda } = value;
  return LAMBDAS[lambda === 3 ? 3 : lambda === 2 ? 2 : 1];
}
