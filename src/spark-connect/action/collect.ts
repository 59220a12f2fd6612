import type { Relation } from "../gen/spark/connect/relations_pb.js";
import type { StructType } from "../types/data-type.ts";
import type { ExecuteOptions, SparkConnectClient } from "../wire/spark-connect-client.ts";
import type { CollectedRows } from "./collected-rows.ts";
import { relationPlan } from "./plan.ts";
import { PlanExecution } from "./plan-execution.ts";

/** Makes a row of its values, once the names of the columns are known. */
type RowMaker<Shape> = (names: readonly string[]) => (values: readonly unknown[]) => Shape;

/** All rows of a relation, and what running it told. */
export async function collectRelation<Shape>(
  client: SparkConnectClient,
  relation: Relation,
  makeRows: RowMaker<Shape>,
  options: ExecuteOptions | undefined,
): Promise<CollectedRows<Shape>> {
  const execution = new PlanExecution(client, relationPlan(relation), options);
  const rows: Shape[] = [];
  for await (const batch of execution.batches()) {
    const makeRow = makeRows(columnNames(execution.schema));
    for (const values of batch) rows.push(makeRow(values));
  }
  return { ...execution.result, schema: execution.schema, rows };
}

/** The rows of a relation, in batches as they arrive. */
export async function* streamRelation<Shape>(
  client: SparkConnectClient,
  relation: Relation,
  makeRows: RowMaker<Shape>,
  options: ExecuteOptions | undefined,
): AsyncGenerator<readonly Shape[], void, undefined> {
  const execution = new PlanExecution(client, relationPlan(relation), options);
  for await (const batch of execution.batches()) yield batch.map(makeRows(columnNames(execution.schema)));
}

function columnNames(schema: StructType): readonly string[] {
  return schema.fields.map(({ name }) => name);
}
