import type { JsonValue } from "@bufbuild/protobuf";
import { analyze } from "./action/analysis.ts";
import type { CollectedRows } from "./action/collected-rows.ts";
import { EXPLAIN_MODES, type ExplainMode } from "./action/explain-mode.ts";
import { commandPlan, planJson, relationPlan } from "./action/plan.ts";
import { PlanExecution } from "./action/plan-execution.ts";
import { functionCall } from "./expression/function-call.ts";
import { literalExpression } from "./expression/literal.ts";
import type { Relation } from "./gen/spark/connect/relations_pb.js";
import { aggregate } from "./relation/aggregate.ts";
import { newRelation, type RelationType } from "./relation/new-relation.ts";
import { Row, type RowObject, rowObjects } from "./row.ts";
import type { SessionContext } from "./session-context.ts";
import type { StructType } from "./types/data-type.ts";
import { dataTypeFromProto } from "./types/from-proto.ts";
import type { CallOptions, ExecuteOptions } from "./wire/spark-connect-client.ts";

/**
 * A relation and what the server can be asked about it: the actions of a `DataFrame`.
 *
 * Actions reject with a `SparkConnectError`. An aborted `signal`, or a loop that is left early, stops the work on the server.
 */
export class Query {
  /** The message that is sent. Plans share it: not to be changed. */
  readonly relation: Relation;
  protected readonly session: SessionContext;

  constructor(session: SessionContext, relation: Relation) {
    this.session = session;
    this.relation = relation;
  }

  /** All rows, as objects. `Shape` says what the caller expects; it is not checked. */
  async collect<Shape extends object = RowObject>(options?: ExecuteOptions): Promise<readonly Shape[]> {
    return (await this.collectWithMetrics<Shape>(options)).rows;
  }

  /** All rows, with the observed metrics, the metrics of each operator and the schema. */
  async collectWithMetrics<Shape extends object = RowObject>(options?: ExecuteOptions): Promise<CollectedRows<Shape>> {
    return await this.#collect((names) => rowObjects<Shape>(names), options);
  }

  /** All rows by position: for results in which names of columns repeat. */
  async collectRows(options?: ExecuteOptions): Promise<readonly Row[]> {
    return (await this.#collect((names) => (values) => new Row(names, values), options)).rows;
  }

  /** Rows one by one as they arrive, a batch in memory at a time. */
  async *rows<Shape extends object = RowObject>(options?: ExecuteOptions): AsyncGenerator<Shape, void, undefined> {
    const execution = this.#execute(this.relation, options);
    for await (const batch of execution.batches()) {
      yield* batch.map(rowObjects<Shape>(columnNames(execution.schema)));
    }
  }

  async first<Shape extends object = RowObject>(options?: ExecuteOptions): Promise<Shape | undefined> {
    return (await this.take<Shape>(1, options))[0];
  }

  async take<Shape extends object = RowObject>(limit: number, options?: ExecuteOptions): Promise<readonly Shape[]> {
    return await this.#ask({ case: "limit", value: { input: this.relation, limit } }).collect<Shape>(options);
  }

  /** The last rows, in order. */
  async tail<Shape extends object = RowObject>(limit: number, options?: ExecuteOptions): Promise<readonly Shape[]> {
    return await this.#ask({ case: "tail", value: { input: this.relation, limit } }).collect<Shape>(options);
  }

  /** The number of rows. */
  async count(options?: ExecuteOptions): Promise<number> {
    const counts = [functionCall("count", [literalExpression(1)])];
    const value = aggregate(this.relation, { type: "groupBy", by: [] }, counts);
    return Number(await this.#ask({ case: "aggregate", value }).#scalar(options));
  }

  async isEmpty(options?: ExecuteOptions): Promise<boolean> {
    const noColumns = newRelation(this.session, { case: "project", value: { input: this.relation } });
    const rows = await new Query(this.session, noColumns).take(1, options);
    return rows.length === 0;
  }

  /** The first rows as a table of text. Values longer than `truncate` characters are cut; 0 keeps them whole. */
  async showString({ numRows = 20, truncate = 20, vertical = false } = {}, options?: ExecuteOptions): Promise<string> {
    const value = { input: this.relation, numRows, truncate, vertical };
    return String(await this.#ask({ case: "showString", value }).#scalar(options));
  }

  async schema(options?: CallOptions): Promise<StructType> {
    const plan = relationPlan(this.relation);
    const { schema } = await analyze(this.session.client, { case: "schema", value: { plan } }, options);
    const type = dataTypeFromProto(schema);
    if (type.kind !== "struct") throw new TypeError(`The server sent a schema of type ${type.kind} instead of struct`);
    return type;
  }

  async columns(options?: CallOptions): Promise<readonly string[]> {
    return columnNames(await this.schema(options));
  }

  /** How Spark would run it. */
  async explain(mode: ExplainMode = "simple", options?: CallOptions): Promise<string> {
    const value = { plan: relationPlan(this.relation), explainMode: EXPLAIN_MODES[mode] };
    return (await analyze(this.session.client, { case: "explain", value }, options)).explainString;
  }

  /** The plan that is sent, as protobuf JSON. Needs no server. */
  toPlanJson(): JsonValue {
    return planJson(relationPlan(this.relation));
  }

  async createTempView(name: string, options?: ExecuteOptions): Promise<void> {
    await this.#createView(name, false, options);
  }

  async createOrReplaceTempView(name: string, options?: ExecuteOptions): Promise<void> {
    await this.#createView(name, true, options);
  }

  async #createView(name: string, replace: boolean, options?: ExecuteOptions): Promise<void> {
    const value = { input: this.relation, name, replace };
    await new PlanExecution(this.session.client, commandPlan({ case: "createDataframeView", value }), options).finish();
  }

  async #collect<Shape>(
    converter: (names: readonly string[]) => (values: readonly unknown[]) => Shape,
    options: ExecuteOptions | undefined,
  ): Promise<CollectedRows<Shape>> {
    const execution = this.#execute(this.relation, options);
    const rows: Shape[] = [];
    for await (const batch of execution.batches()) {
      const convert = converter(columnNames(execution.schema));
      for (const values of batch) rows.push(convert(values));
    }
    return { ...execution.result, schema: execution.schema, rows };
  }

  async #scalar(options: ExecuteOptions | undefined): Promise<unknown> {
    const [row] = await this.collectRows(options);
    return row?.get(0);
  }

  #ask(relType: RelationType): Query {
    return new Query(this.session, newRelation(this.session, relType));
  }

  #execute(relation: Relation, options: ExecuteOptions | undefined): PlanExecution {
    return new PlanExecution(this.session.client, relationPlan(relation), options);
  }
}

function columnNames(schema: StructType): readonly string[] {
  return schema.fields.map(({ name }) => name);
}
