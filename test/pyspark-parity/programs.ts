import type { JsonValue } from "@bufbuild/protobuf";
import type { Plan } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import { type Column, DataFrame, type SparkSession } from "../../src/spark-connect/index.ts";

/** What the files in programs/ are given. A name stands for the same program in Python and in TypeScript. */
export interface Programs {
  readonly spark: SparkSession;
  readonly sales: DataFrame;
  readonly stores: DataFrame;
  /** A program that returns a frame, or the JSON of a plan, or sends a plan. */
  program(name: string, build: () => DataFrame | JsonValue | Promise<unknown>): void;
  /** A program that selects the column from `sales`. */
  column(name: string, build: () => Column): void;
}

/** Builds a program's plan; `executed` are the plans that its session was asked to run. */
export async function planOf(
  build: () => DataFrame | JsonValue | Promise<unknown>,
  executed: readonly Plan[],
  toJson: (plan: Plan) => JsonValue,
): Promise<JsonValue> {
  const before = executed.length;
  const result = build();
  if (result instanceof DataFrame) return result.toPlanJson();
  if (!(result instanceof Promise)) return result;
  const failure: unknown = await result.then(() => undefined).catch((error: unknown) => error);
  const sent = executed[before];
  if (sent === undefined) throw new Error("The program sent no plan", { cause: failure });
  return toJson(sent);
}
