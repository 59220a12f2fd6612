import type { ReceivedRequest } from "./http-receiver.ts";

/** A span as an OTLP collector gets it, with its attributes as plain values. */
export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly hasFailed: boolean;
  readonly message: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Of the resource that made it. */
  readonly resource: Readonly<Record<string, unknown>>;
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface OtlpSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly status: { readonly code?: number; readonly message?: string };
}

interface OtlpTraces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

const FAILED = 2;

/** The spans of what was posted to a collector's `/v1/traces` as JSON. */
export function collectedSpans(received: readonly ReceivedRequest[]): readonly CollectedSpan[] {
  return received.flatMap(({ body }) => {
    const traces: OtlpTraces = JSON.parse(body);
    return traces.resourceSpans.flatMap(({ resource, scopeSpans }) =>
      scopeSpans.flatMap(({ spans }) => spans.map((span) => collected(span, valuesOf(resource.attributes)))),
    );
  });
}

function collected(
  { attributes, status, parentSpanId, name, traceId, spanId }: OtlpSpan,
  resource: CollectedSpan["resource"],
): CollectedSpan {
  return {
    name,
    traceId,
    spanId,
    parentSpanId,
    hasFailed: status.code === FAILED,
    message: status.message,
    attributes: valuesOf(attributes),
    resource,
  };
}

function valuesOf(attributes: readonly OtlpAttribute[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
