import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { RunTrace, type TracedRun } from "./run-trace.ts";
import { TellingExporter } from "./telling-exporter.ts";

/** Of the spans, as OpenTelemetry calls who makes them. */
const SCOPE = "sales-pipeline";

export interface OpenedTracing {
  readonly trace: RunTrace;
  /** Sends what is left, and ends. */
  readonly close: () => Promise<void>;
}

/**
 * Traces one run. Where the spans go, with which headers, limits and sampling, is what the SDK reads of OpenTelemetry's own variables.
 *
 * @param tell is told why spans could not be sent
 */
export function openTracing(run: TracedRun, tell: (reason: string) => void): OpenedTracing {
  const named = resourceFromAttributes({ "service.name": SCOPE });
  const resource = defaultResource()
    .merge(named)
    .merge(detectResources({ detectors: [envDetector] }));
  const exporter = new TellingExporter(new OTLPTraceExporter(), tell);
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
  return {
    trace: new RunTrace(provider.getTracer(SCOPE), run),
    close: () => provider.shutdown(),
  };
}
