import {
  type Attributes,
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import type { EndedStep, RunEvent, SparkWork } from "../run-event.ts";

/** What a run is traced with. */
export interface TracedRun {
  readonly runId: string;
  /** `run`, `replay`, … */
  readonly command: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly now: () => number;
  /** As the variables TRACEPARENT and TRACESTATE have it: the span that started the run. */
  readonly parent: { readonly traceparent: string; readonly tracestate: string };
}

/** What came of it. */
export interface TracedEnd {
  readonly attributes: Attributes;
  /** Undefined where it came to its end. */
  readonly error: string | undefined;
}

interface SparkSpan {
  readonly span: Span;
  readonly action: string;
}

/** Makes a span of a run, of each of its steps, and of each action of Spark within the step that waits for it. */
export class RunTrace {
  readonly #tracer: Tracer;
  readonly #now: () => number;
  readonly #run: Span;
  /** The run, then the steps under way, the innermost last. */
  readonly #contexts: Context[];
  readonly #steps: Span[] = [];
  readonly #spark: SparkSpan[] = [];

  constructor(tracer: Tracer, { runId, command, startedAt, now, parent }: TracedRun) {
    this.#tracer = tracer;
    this.#now = now;
    const from = new W3CTraceContextPropagator().extract(ROOT_CONTEXT, parent, defaultTextMapGetter);
    const attributes = { "sales_pipeline.run.id": runId, "sales_pipeline.command": command };
    this.#run = tracer.startSpan(`sales-pipeline ${command}`, { startTime: startedAt, attributes }, from);
    this.#contexts = [trace.setSpan(from, this.#run)];
  }

  /** 32 hexadecimal digits, for the log. */
  get traceId(): string {
    return this.#run.spanContext().traceId;
  }

  watch(event: RunEvent): void {
    if (event.kind === "step_started") this.#stepStarted(event.step);
    else if (event.kind === "step_ended") this.#stepEnded(event);
    else if (event.kind === "spark_started") this.#sparkStarted(event.action, event.rows);
    else if (event.kind === "spark_progress") this.#sparkWorks(event);
    else if (event.kind === "spark_ended") this.#sparkEnded(event.action);
  }

  /** What is still under way then never ended: it ends with the run, as failed. */
  end({ attributes, error }: TracedEnd): void {
    const endedAt = this.#now();
    const open = [...this.#spark.splice(0).map(({ span }) => span), ...this.#steps.splice(0).toReversed()];
    for (const span of open) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: "the run ended before" });
      span.end(endedAt);
    }
    this.#run.setAttributes(attributes);
    if (error !== undefined) this.#run.setStatus({ code: SpanStatusCode.ERROR, message: error });
    this.#run.end(endedAt);
  }

  #stepStarted(step: string): void {
    const span = this.#tracer.startSpan(step, { startTime: this.#now() }, this.#contexts.at(-1));
    this.#steps.push(span);
    this.#contexts.push(trace.setSpan(ROOT_CONTEXT, span));
  }

  #stepEnded({ outcome, did, sparkMs }: EndedStep): void {
    const span = this.#steps.pop();
    this.#contexts.pop();
    span?.setAttributes({
      "sales_pipeline.step.spark_ms": sparkMs,
      ...(did !== "" && { "sales_pipeline.step.did": did }),
    });
    if (outcome === "failed") span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end(this.#now());
  }

  #sparkStarted(action: string, rows: number | undefined): void {
    const attributes = rows === undefined ? {} : { "sales_pipeline.spark.rows": rows };
    const options = { startTime: this.#now(), kind: SpanKind.CLIENT, attributes };
    this.#spark.push({ action, span: this.#tracer.startSpan(`spark: ${action}`, options, this.#contexts.at(-1)) });
  }

  #sparkWorks({ action, stages, tasks, bytesRead }: SparkWork): void {
    this.#spark
      .find((open) => open.action === action)
      ?.span.setAttributes({
        "sales_pipeline.spark.stages": stages.of,
        "sales_pipeline.spark.tasks": tasks.of,
        "sales_pipeline.spark.bytes_read": bytesRead,
      });
  }

  /** Of actions of one name that run side by side, the first is taken to end first. */
  #sparkEnded(action: string): void {
    const at = this.#spark.findIndex((open) => open.action === action);
    if (at === -1) return;
    const [ended] = this.#spark.splice(at, 1);
    ended?.span.end(this.#now());
  }
}
