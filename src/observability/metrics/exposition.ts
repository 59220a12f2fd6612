import { METRICS, type MetricKey, type Sample } from "./metrics.ts";

export interface Exposition {
  readonly text: string;
  readonly contentType: string;
}

/** The samples in Prometheus's text format. */
export async function exposition(samples: readonly Sample[], pipeline: string): Promise<Exposition> {
  // Loaded when it is needed: most commands leave no metrics.
  const { Counter, Gauge, Registry } = await import("prom-client");
  const registry = new Registry();
  registry.setDefaultLabels({ pipeline });
  for (const [key, { name, help, type, labels }] of Object.entries(METRICS)) {
    const own = samples.filter(({ metric }) => metric === key);
    // The library gives a metric without labels the value 0 until it is told another.
    if (own.length === 0) continue;
    const declared = { name, help, labelNames: [...labels], registers: [registry] };
    const metric = type === "counter" ? new Counter(declared) : new Gauge(declared);
    for (const sample of own) metric.inc(labelsOf(sample), sample.value);
  }
  return { text: await registry.metrics(), contentType: registry.contentType };
}

function labelsOf({ metric, labels = [] }: Sample): Record<string, string> {
  return Object.fromEntries(namesOf(metric).map((name, at) => [name, labels[at] ?? ""]));
}

function namesOf(metric: MetricKey): readonly string[] {
  return METRICS[metric].labels;
}
