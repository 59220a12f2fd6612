import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";

/** The callback that exporters take. */
type Exported = Parameters<SpanExporter["export"]>[1];

/** Success, as OpenTelemetry numbers it. */
const SUCCESS = 0;

/** Tells what could not be sent. The SDK would be silent about it while the run goes on, and fail at its end. */
export class TellingExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #tell: (reason: string) => void;

  constructor(exporter: SpanExporter, tell: (reason: string) => void) {
    this.#exporter = exporter;
    this.#tell = tell;
  }

  export(spans: ReadableSpan[], exported: Exported): void {
    this.#exporter.export(spans, (result) => {
      if (result.code !== SUCCESS) this.#tell(result.error?.message ?? "no reason given");
      exported({ code: SUCCESS });
    });
  }

  async forceFlush(): Promise<void> {
    await this.#exporter.forceFlush?.();
  }

  async shutdown(): Promise<void> {
    await this.#exporter.shutdown();
  }
}
