import { encodeRows } from "../arrow/encode.ts";
import { joinStreams } from "../arrow/join-streams.ts";
import type { Relation } from "../gen/spark/connect/relations_pb.js";
import type { SessionContext } from "../session-context.ts";
import type { StructType } from "../types/data-type.ts";
import type { ExecuteOptions } from "../wire/spark-connect-client.ts";
import type { CollectedRows } from "./collected-rows.ts";
import { relationPlan } from "./plan.ts";
import { PlanExecution } from "./plan-execution.ts";

/** Makes a row of its values, once the names of the columns are known. */
type RowMaker<Shape> = (names: readonly string[]) => (values: readonly unknown[]) => Shape;

/** All rows of a relation, and what running it told. */
export async function collectRelation<Shape>(
  session: SessionContext,
  relation: Relation,
  makeRows: RowMaker<Shape>,
  options: ExecuteOptions | undefined,
): Promise<CollectedRows<Shape>> {
  const execution = new PlanExecution(session, relationPlan(relation), options);
  const rows: Shape[] = [];
  for await (const batch of execution.batches()) {
    const makeRow = makeRows(columnNames(execution.schema));
    for (const values of batch) rows.push(makeRow(values));
  }
  return { ...execution.result, schema: execution.schema, rows };
}

/** The rows of a relation, in batches as they arrive. */
export async function* streamRelation<Shape>(
  session: SessionContext,
  relation: Relation,
  makeRows: RowMaker<Shape>,
  options: ExecuteOptions | undefined,
): AsyncGenerator<readonly Shape[], void, undefined> {
  const execution = new PlanExecution(session, relationPlan(relation), options);
  for await (const batch of execution.batches()) yield batch.map(makeRows(columnNames(execution.schema)));
}

/** All rows of a relation as one Arrow IPC stream. */
export async function collectArrow(
  session: SessionContext,
  relation: Relation,
  options: ExecuteOptions | undefined,
): Promise<Uint8Array> {
  const execution = new PlanExecution(session, relationPlan(relation), options);
  const streams: Uint8Array[] = [];
  for await (const stream of execution.arrowStreams()) streams.push(stream);
  return joinStreams(streams.length === 0 ? [encodeRows(execution.schema, [])] : streams);
}

function columnNames(schema: StructType): readonly string[] {
  return schema.fields.map(({ name }) => name);
}
