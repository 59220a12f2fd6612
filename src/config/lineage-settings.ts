import { wholeNumber } from "./formats.ts";
import { checkHttpAddress } from "./http-address.ts";

/** Where OpenLineage events go, as this program and those beside it are told. */
export interface LineageSettings {
  /** Empty: no events are sent. */
  readonly url: string;
  readonly endpoint: string;
  readonly apiKey: string;
  /** Empty: no events are written. */
  readonly file: string;
  readonly disabled: boolean;
  readonly namespace: string;
  readonly job: string;
  readonly timeoutMs: number;
  readonly parentId: string;
  readonly parentNamespace: string;
  readonly parentJob: string;
  readonly parentRunId: string;
  readonly rootParentId: string;
}

const text = (doc: string, env?: string, standard = "") => ({
  doc,
  format: String,
  default: standard,
  ...(env !== undefined && { env }),
});

/** The schema of the settings `lineage.*`. */
export const LINEAGE_SETTINGS = {
  url: text("OpenLineage server that is told of each run, `https://host:port`; empty: none", "OPENLINEAGE_URL"),
  endpoint: text("Path of its API", "OPENLINEAGE_ENDPOINT", "api/v1/lineage"),
  apiKey: { ...text("Key that it asks for, sent as a bearer token", "OPENLINEAGE_API_KEY"), sensitive: true },
  file: text(
    "File to which the events are added instead, one JSON object a line; empty: none",
    "OPENLINEAGE__TRANSPORT__LOG_FILE_PATH",
  ),
  disabled: { doc: "Whether nothing is told", format: Boolean, default: false, env: "OPENLINEAGE_DISABLED" },
  namespace: text("OpenLineage namespace of the job", "OPENLINEAGE_NAMESPACE", "default"),
  job: text("OpenLineage name of the job", undefined, "sales-pipeline"),
  timeoutMs: {
    doc: "How long an event may take, and how long a run waits at its end for those under way, in milliseconds",
    format: wholeNumber(1, 60_000),
    default: 5_000,
  },
  parentId: text("The run that started this one, `namespace/job/run id`", "OPENLINEAGE_PARENT_ID"),
  parentNamespace: text("The same in parts: its namespace", "OPENLINEAGE_PARENT_JOB_NAMESPACE"),
  parentJob: text("The same in parts: its job", "OPENLINEAGE_PARENT_JOB_NAME"),
  parentRunId: text("The same in parts: its run id", "OPENLINEAGE_PARENT_RUN_ID"),
  rootParentId: text("The run that started all, `namespace/job/run id`", "OPENLINEAGE_ROOT_PARENT_ID"),
};

/** @throws ConfigError where the address is none, or holds a secret that logs would show */
export function checkLineage({ url }: Pick<LineageSettings, "url">): void {
  checkHttpAddress(url, {
    name: "lineage.url (OPENLINEAGE_URL)",
    form: "https://host:port",
    credentials: ". Give a key as OPENLINEAGE_API_KEY.",
  });
}
