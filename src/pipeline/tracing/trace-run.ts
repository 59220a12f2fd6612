import process from "node:process";
import { areTracesWanted, type RunWatcher, type TracedEnd, type TracedRun } from "../../observability/index.ts";
import { type Beside, besideTheRun } from "../context/beside-the-run.ts";
import type { RunSummary } from "../outcome/run-summary.ts";

/** How long a run waits at its end for its spans to be sent. */
const SENT_WITHIN_MS = 5_000;

/** OpenTelemetry's view of a run. */
export interface Tracing {
  readonly watch: RunWatcher;
  /** What each line of the log bears of it. */
  readonly bindings: Readonly<Record<string, string>>;
  readonly end: (run: Beside, summary: RunSummary) => Promise<void>;
}

const NONE: Tracing = { watch: () => {}, bindings: {}, end: async () => {} };

/** Traces a run where OpenTelemetry's variables ask for it; TRACEPARENT is the span that started it. Never fails a run. */
export async function traceRun(run: Omit<TracedRun, "parent">, env = process.env): Promise<Tracing> {
  if (!areTracesWanted(env)) return NONE;
  // Loaded only where it is used: most runs are not traced.
  const { openTracing } = await import("../../observability/tracing/index.ts");
  const parent = { traceparent: env["TRACEPARENT"] ?? "", tracestate: env["TRACESTATE"] ?? "" };
  const unsent = new Set<string>();
  const { trace, close } = openTracing({ ...run, parent }, (reason) => unsent.add(reason));
  return {
    watch: (event) => trace.watch(event),
    bindings: { traceId: trace.traceId },
    end: async (beside, summary) => {
      trace.end(endOf(summary));
      await besideTheRun(beside, "spans could not be sent", SENT_WITHIN_MS, close);
      for (const reason of unsent) beside.log.warn(`spans could not be sent: ${reason}`);
    },
  };
}

function endOf({ status, batchId, files, rows, months, error }: RunSummary): TracedEnd {
  const counts = Object.entries({ files, rows }).flatMap(([what, amounts]) =>
    Object.entries(amounts).map(([kind, amount]) => [`sales_pipeline.${what}.${kind}`, amount]),
  );
  const attributes = {
    "sales_pipeline.status": status,
    ...(batchId !== null && { "sales_pipeline.batch.id": batchId }),
    "sales_pipeline.months": [...months],
    ...Object.fromEntries(counts),
  };
  return { attributes, error };
}
