import type { CollectedRows } from "./action/collected-rows.ts";
import { commandPlan, relationPlan } from "./action/plan.ts";
import { PlanExecution } from "./action/plan-execution.ts";
import { functionCall } from "./expression/function-call.ts";
import { literalExpression } from "./expression/literal.ts";
import type { Relation } from "./gen/spark/connect/relations_pb.js";
import { QueryAnalysis } from "./query-analysis.ts";
import { aggregate } from "./relation/aggregate.ts";
import { newRelation, type RelationType } from "./relation/new-relation.ts";
import { Row, type RowObject, rowObjects } from "./row.ts";
import type { StructType } from "./types/data-type.ts";
import type { ExecuteOptions } from "./wire/spark-connect-client.ts";

/**
 * A relation and what the server can be asked about it: the actions of a `DataFrame`.
 *
 * Actions reject with a `SparkConnectError`. An aborted `signal`, or a loop that is left early, stops the work on the server.
 */
export class Query extends QueryAnalysis {
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

  /** The first row, or the first ones. PySpark's `head`. */
  async head<Shape extends object = RowObject>(): Promise<Shape | undefined>;
  async head<Shape extends object = RowObject>(limit: number): Promise<readonly Shape[]>;
  async head<Shape extends object = RowObject>(limit?: number): Promise<Shape | undefined | readonly Shape[]> {
    return limit === undefined ? await this.first<Shape>() : await this.take<Shape>(limit);
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
    return Number(await this.compute({ case: "aggregate", value }, options));
  }

  async isEmpty(options?: ExecuteOptions): Promise<boolean> {
    const noColumns = newRelation(this.session, { case: "project", value: { input: this.relation } });
    const rows = await new Query(this.session, noColumns).take(1, options);
    return rows.length === 0;
  }

  /** The first rows as a table of text. Values longer than `truncate` characters are cut; 0 keeps them whole. */
  async showString({ numRows = 20, truncate = 20, vertical = false } = {}, options?: ExecuteOptions): Promise<string> {
    const value = { input: this.relation, numRows, truncate, vertical };
    return String(await this.compute({ case: "showString", value }, options));
  }

  /** The first rows as an HTML table, as notebooks show it. */
  async htmlString({ numRows = 20, truncate = 20 } = {}, options?: ExecuteOptions): Promise<string> {
    const value = { input: this.relation, numRows, truncate };
    return String(await this.compute({ case: "htmlString", value }, options));
  }

  /** A name for it in SQL, which ends with the session. @throws AnalysisException if there is one */
  async createTempView(name: string, options?: ExecuteOptions): Promise<void> {
    await this.#createView({ name, isGlobal: false, replace: false }, options);
  }

  async createOrReplaceTempView(name: string, options?: ExecuteOptions): Promise<void> {
    await this.#createView({ name, isGlobal: false, replace: true }, options);
  }

  /** A name in `global_temp` that all sessions of the server see. @throws AnalysisException if there is one */
  async createGlobalTempView(name: string, options?: ExecuteOptions): Promise<void> {
    await this.#createView({ name, isGlobal: true, replace: false }, options);
  }

  async createOrReplaceGlobalTempView(name: string, options?: ExecuteOptions): Promise<void> {
    await this.#createView({ name, isGlobal: true, replace: true }, options);
  }

  /** The first value of the relation's first row. */
  protected async compute(relType: RelationType, options: ExecuteOptions | undefined): Promise<unknown> {
    const [row] = await this.#ask(relType).collectRows(options);
    return row?.get(0);
  }

  #ask(relType: RelationType): Query {
    return new Query(this.session, newRelation(this.session, relType));
  }

  async #createView(
    view: { readonly name: string; readonly isGlobal: boolean; readonly replace: boolean },
    options?: ExecuteOptions,
  ): Promise<void> {
    const value = { input: this.relation, ...view };
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

  #execute(relation: Relation, options: ExecuteOptions | undefined): PlanExecution {
    return new PlanExecution(this.session.client, relationPlan(relation), options);
  }
}

function columnNames(schema: StructType): readonly string[] {
  return schema.fields.map(({ name }) => name);
}
