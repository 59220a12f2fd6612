import type { Exposition } from "./exposition.ts";

const JOB = "sales-pipeline";

/** Replaces what the Pushgateway has of this pipeline. */
export async function pushMetrics(
  address: string,
  pipeline: string,
  { text, contentType }: Exposition,
  signal: AbortSignal,
): Promise<void> {
  const url = `${address.replace(/\/+$/, "")}/metrics/job/${JOB}/pipeline/${encodeURIComponent(pipeline)}`;
  const headers = { "content-type": contentType };
  const response = await fetch(url, { method: "PUT", headers, body: text, signal, redirect: "error" });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answers ${response.status} to metrics.`);
}
