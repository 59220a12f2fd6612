import { create, type JsonValue, type MessageInitShape } from "@bufbuild/protobuf";
import type { ExecutionResult } from "./action/execution-result.ts";
import { commandPlan, planJson } from "./action/plan.ts";
import { PlanExecution } from "./action/plan-execution.ts";
import { type Column, columnExpression } from "./column.ts";
import { type MergeActionType, mergeAction } from "./expression/merge-action.ts";
import { type MergeIntoTableCommand, MergeIntoTableCommandSchema } from "./gen/spark/connect/commands_pb.js";
import type { Relation } from "./gen/spark/connect/relations_pb.js";
import { type NamedValues, namedPairs } from "./named-values.ts";
import type { SessionContext } from "./session-context.ts";
import type { ExecuteOptions } from "./wire/spark-connect-client.ts";

/** New values by the table's columns, which may be qualified. */
export type Assignments = NamedValues<Column>;

type Clause = "matchActions" | "notMatchedActions" | "notMatchedBySourceActions";
type Changes = Exclude<MessageInitShape<typeof MergeIntoTableCommandSchema>, MergeIntoTableCommand>;

/**
 * A MERGE INTO in the making, of which `merge()` is the action. Of the clauses of one kind the first whose condition holds is
 * taken for a row. Immutable. Spark refuses it unless the table's source can change single rows.
 */
export class MergeIntoWriter {
  readonly #session: SessionContext;
  readonly #command: MergeIntoTableCommand;

  static of(session: SessionContext, source: Relation, targetTableName: string, condition: Column): MergeIntoWriter {
    const value = { targetTableName, sourceTablePlan: source, mergeCondition: columnExpression(condition) };
    return new MergeIntoWriter(session, create(MergeIntoTableCommandSchema, value));
  }

  private constructor(session: SessionContext, command: MergeIntoTableCommand) {
    this.#session = session;
    this.#command = command;
  }

  /** What happens to a row of the table that has a match. */
  whenMatched(condition?: Column): WhenMatched {
    return this.#changing("matchActions", condition);
  }

  /** What happens for a row of the frame that has no match. */
  whenNotMatched(condition?: Column): WhenNotMatched {
    const add = this.#adding("notMatchedActions", condition);
    return { insertAll: () => add("insertAll"), insert: (assignments) => add("insert", assignments) };
  }

  /** What happens to a row of the table that has no match. */
  whenNotMatchedBySource(condition?: Column): WhenMatched {
    return this.#changing("notMatchedBySourceActions", condition);
  }

  /** Adds columns to the table that only the frame has. */
  withSchemaEvolution(): MergeIntoWriter {
    return this.#with({ withSchemaEvolution: true });
  }

  async merge(options?: ExecuteOptions): Promise<ExecutionResult> {
    return await new PlanExecution(this.#session, this.#plan(), options).finish();
  }

  /** The plan that `merge()` sends, as protobuf JSON. Needs no server. */
  toPlanJson(): JsonValue {
    return planJson(this.#plan());
  }

  #changing(clause: Clause, condition: Column | undefined): WhenMatched {
    const add = this.#adding(clause, condition);
    return {
      updateAll: () => add("updateAll"),
      update: (assignments) => add("update", assignments),
      delete: () => add("delete"),
    };
  }

  #adding(clause: Clause, condition: Column | undefined) {
    return (type: MergeActionType, assignments: Assignments = {}) => {
      const values = namedPairs(assignments).map(([name, column]) => [name, columnExpression(column)] as const);
      const action = mergeAction(type, condition && columnExpression(condition), Object.fromEntries(values));
      return this.#with({ [clause]: [...this.#command[clause], action] });
    };
  }

  #with(changed: Changes): MergeIntoWriter {
    const { $typeName, ...command } = this.#command;
    return new MergeIntoWriter(this.#session, create(MergeIntoTableCommandSchema, { ...command, ...changed }));
  }

  #plan() {
    return commandPlan({ case: "mergeIntoTableCommand", value: this.#command });
  }
}

/** What a merge does with rows that have a match. */
export interface WhenMatched {
  /** Sets all columns to the frame's columns of the same names. */
  updateAll(): MergeIntoWriter;
  update(assignments: Assignments): MergeIntoWriter;
  delete(): MergeIntoWriter;
}

/** What a merge does with rows that have none. */
export interface WhenNotMatched {
  /** Inserts all columns from the frame's columns of the same names. */
  insertAll(): MergeIntoWriter;
  insert(assignments: Assignments): MergeIntoWriter;
}
