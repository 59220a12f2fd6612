import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { METRICS } from "../../../src/observability/metrics/metrics.ts";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const NAMES: ReadonlySet<string> = new Set(Object.values(METRICS).map(({ name }) => name));
/** What Prometheus or Grafana adds to a metric's own labels. */
const EVERYWHERE = ["pipeline"];

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}

function dashboardExpressions(): readonly string[] {
  const { panels }: { readonly panels: readonly Panel[] } = JSON.parse(read("examples/grafana/dashboard.json"));
  return panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
}

const alerts = () => [...read("examples/grafana/alerts.yaml").matchAll(/- alert: (?<name>\w+)\n +expr: (?<expr>.+)/g)];

function metricsIn(expression: string): readonly string[] {
  return expression.match(/\bsales_pipeline_\w+/g) ?? [];
}

/** `metric{a="1",b=~"2"}`: each metric with the labels by which it is chosen. */
function selectorsIn(expression: string): readonly { readonly metric: string; readonly labels: readonly string[] }[] {
  return [...expression.matchAll(/(?<metric>sales_pipeline_\w+)\{(?<chosen>[^}]*)\}/g)].map(({ groups = {} }) => ({
    metric: groups["metric"] ?? "",
    labels: [...(groups["chosen"] ?? "").matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label = ""]) => label),
  }));
}

test("the dashboard and the alerts ask for metrics that runs leave, by labels that these have", () => {
  const expressions = [...dashboardExpressions(), ...alerts().map(({ groups }) => groups?.["expr"] ?? "")];
  assert.ok(expressions.length > 20);
  for (const expression of expressions) {
    const metrics = metricsIn(expression);
    assert.ok(metrics.length > 0, expression);
    for (const metric of metrics) assert.ok(NAMES.has(metric), `${metric} in ${expression}`);
    for (const { metric, labels } of selectorsIn(expression)) {
      const declared = Object.values(METRICS).find(({ name }) => name === metric);
      for (const label of labels) assert.ok([...EVERYWHERE, ...(declared?.labels ?? [])].includes(label), expression);
    }
  }
});

test("every metric is on the dashboard, and operations.md has every metric and alarm", () => {
  const shown = new Set(dashboardExpressions().flatMap(metricsIn));
  assert.deepEqual(
    [...NAMES].filter((name) => !shown.has(name)),
    [],
  );
  const operations = read("docs/operations.md");
  const alarms = alerts().map(({ groups }) => groups?.["name"] ?? "");
  assert.equal(alarms.length, (read("examples/grafana/alerts.yaml").match(/- alert:/g) ?? []).length);
  assert.deepEqual(
    [...NAMES, ...alarms].filter((name) => !operations.includes(`\`${name}\``)),
    [],
  );
});
