import { type Heed, type Lake, ServerProbe, UPLOADS_LOST } from "../lake/index.ts";
import { type CheckResult, check, Finding, failed, skipped } from "./check.ts";

/** What the pipeline does with objects, and whether the server honours the conditions that it does it under. */
export async function s3Checks(lake: Lake, prefix: string, signal: AbortSignal): Promise<readonly CheckResult[]> {
  const probe = new ServerProbe(lake, `${prefix}doctor/`, signal);
  const put = await check("s3 put", () => allowed(probe.put()));
  const rest: readonly (readonly [name: string, work: () => Promise<string>])[] = [
    ["s3 get", () => allowed(probe.get())],
    ["s3 copy", () => allowed(probe.copy())],
    ["s3 delete", () => allowed(probe.remove())],
    ["s3 multipart uploads", async () => judgeUploads(await probe.listUploads())],
    ["s3 get if-match", async () => needed(await probe.getIfMatch(), "GET with If-Match")],
    ["s3 copy if-match", async () => needed(await probe.copyIfMatch(), "COPY with x-amz-copy-source-if-match")],
    ["s3 delete if-match", async () => needed(await probe.deleteIfMatch(), "DELETE with If-Match")],
    ["s3 put if-match", async () => wished(await probe.putIfMatch(), "PUT with If-Match")],
    ["s3 put if-none-match", async () => wished(await probe.putIfAbsent(), "PUT with If-None-Match")],
    ["s3 copy if-none-match", async () => copied(await probe.copyIfAbsent())],
  ];
  const results = [put];
  for (const [name, work] of rest) {
    results.push(failed(put) ? skipped(name, "nothing can be put into the bucket") : await check(name, work));
  }
  return results;
}

async function allowed(trial: Promise<void>): Promise<string> {
  await trial;
  return "allowed";
}

function judgeUploads(found: Awaited<ReturnType<ServerProbe["listUploads"]>>): string {
  if (found === "honoured") return "can be listed and aborted";
  throw new Finding(
    "warning",
    "The server does not list uploads in parts: what dead runs leave of them stays. Let a lifecycle rule remove it.",
  );
}

/** @throws Finding failed: a run refuses such a server as well */
function needed(found: Heed, what: string): string {
  if (found === "honoured") return found;
  throw new Finding("failed", `${lacks(found, what)}: ${UPLOADS_LOST}. Use S3, or a server that honours it.`);
}

/** @throws Finding warning: a run does without */
function wished(found: Heed, what: string): string {
  if (found === "honoured") return found;
  throw new Finding(
    "warning",
    `${lacks(found, what)}: the pipeline looks up what is there instead, and only its lease keeps others from writing in between.`,
  );
}

/** What lies at a target is looked up before, whatever the server does with the condition. */
function copied(found: Heed): string {
  return found === "honoured" ? found : `${found}: what lies where a file is copied to is looked up before`;
}

function lacks(found: Heed, what: string): string {
  return found === "ignored" ? `The server ignores the condition of ${what}` : `The server does not take ${what}`;
}
