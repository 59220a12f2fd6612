import { ConfigError } from "./config-error.ts";
import { wholeNumber } from "./formats.ts";
import { checkHttpAddress } from "./http-address.ts";

/** Where each run leaves its metrics. */
export interface MetricsSettings {
  /** Empty: no file is written. */
  readonly textfile: string;
  /** Empty: nothing is pushed. */
  readonly pushgateway: string;
  readonly pipeline: string;
  readonly timeoutMs: number;
}

/** The schema of the settings `metrics.*`. */
export const METRICS_SETTINGS = {
  textfile: {
    doc: "File that each run writes its metrics to, `….prom` in the folder of node_exporter's textfile collector; empty: none",
    format: String,
    default: "",
    env: "METRICS_TEXTFILE",
  },
  pushgateway: {
    doc: "Prometheus Pushgateway that each run puts its metrics to, `http://host:9091`; empty: none",
    format: String,
    default: "",
    env: "METRICS_PUSHGATEWAY",
  },
  pipeline: {
    doc: "Label `pipeline` of all metrics, which tells several pipelines apart: letters, digits, `_`, `-` and `.`",
    format: String,
    default: "default",
    env: "METRICS_PIPELINE",
  },
  timeoutMs: {
    doc: "How long a run takes at most to leave its metrics, in milliseconds",
    format: wholeNumber(1, 60_000),
    default: 5_000,
  },
};

/** @throws ConfigError where metrics would go nowhere, or a secret into the logs */
export function checkMetrics({ textfile, pushgateway, pipeline }: MetricsSettings): void {
  if (textfile !== "" && !textfile.endsWith(".prom")) {
    throw new ConfigError(
      `metrics.textfile (METRICS_TEXTFILE) is ${textfile}. node_exporter reads only names that end in .prom.`,
    );
  }
  if (!/^[\w.-]{1,100}$/.test(pipeline)) {
    throw new ConfigError("metrics.pipeline (METRICS_PIPELINE) takes 1 to 100 letters, digits, `_`, `-` and `.`.");
  }
  checkHttpAddress(pushgateway, {
    name: "metrics.pushgateway (METRICS_PUSHGATEWAY)",
    form: "http://host:9091",
    credentials: ", which logs would show.",
  });
}
