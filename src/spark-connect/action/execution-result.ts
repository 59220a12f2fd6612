import { literalValue } from "../expression/literal-value.ts";
import type { ExecutePlanResponse } from "../gen/spark/connect/base_pb.js";
import { Row } from "../row.ts";

/** What an action leaves behind, beside its rows. */
export interface ExecutionResult {
  /** The operation's id on the server, a UUID. */
  readonly operationId: string;
  /** The metrics of each `observe` in the plan, by its name. Spark may count rows twice where it repeats a stage. */
  readonly observed: ReadonlyMap<string, Row>;
  /** Metrics of each operator of the physical plan. */
  readonly metrics: readonly OperatorMetrics[];
}

/** What an operator of the physical plan measured. */
export interface OperatorMetrics {
  /** For example `Scan csv` or `HashAggregate`. */
  readonly operator: string;
  readonly planId: bigint;
  readonly parentPlanId: bigint;
  readonly values: ReadonlyMap<string, OperatorMetric>;
}

/** A metric of an operator. */
export interface OperatorMetric {
  /** For example `number of output rows`. */
  readonly name: string;
  readonly value: bigint;
  /** `sum`, `size` (bytes), `timing` (milliseconds), `nsTiming` (nanoseconds) or `average`. */
  readonly type: string;
}

export function observedOf(response: ExecutePlanResponse): readonly (readonly [string, Row])[] {
  return response.observedMetrics.map(({ name, keys, values }) => [name, new Row(keys, values.map(literalValue))]);
}

export function metricsOf(response: ExecutePlanResponse): readonly OperatorMetrics[] {
  return (response.metrics?.metrics ?? []).map(({ name, planId, parent, executionMetrics }) => ({
    operator: name,
    planId,
    parentPlanId: parent,
    values: new Map(
      Object.entries(executionMetrics).map(([key, metric]) => [
        key,
        { name: metric.name, value: metric.value, type: metric.metricType },
      ]),
    ),
  }));
}
