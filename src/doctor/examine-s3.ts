import { headObject, type Lake, locationOf, putJson, verifyLake } from "../lake/index.ts";
import { type CheckResult, check, Finding, failed, skipped } from "./check.ts";
import { judgeSkew, readClock } from "./clock.ts";
import { s3Checks } from "./s3-checks.ts";

export interface ExaminedS3 {
  readonly results: readonly CheckResult[];
  /** Whether objects can be written; the caller removes them. */
  readonly writable: boolean;
}

export async function examineS3(
  lake: Lake,
  prefix: string,
  { signal, now }: { readonly signal: AbortSignal; readonly now: () => number },
): Promise<ExaminedS3> {
  const bucket = await check("s3 bucket", async () => {
    await verifyLake(lake, signal);
    return `${locationOf(lake)} can be listed`;
  });
  if (failed(bucket)) return { results: [bucket, skipped("s3", "the bucket is out of reach")], writable: false };
  const objects = await s3Checks(lake, prefix, signal);
  const writable = !objects.some((result) => result.name === "s3 put" && failed(result));
  if (!writable) return { results: [bucket, ...objects], writable };
  const clock = await check("s3 clock", async () => {
    // S3 keeps whole seconds.
    const reading = await readClock(() => writtenAt(lake, `${prefix}doctor-clock`, signal), {
      resolutionMs: 1000,
      now,
    });
    return judgeSkew("S3", reading);
  });
  return { results: [bucket, ...objects, clock], writable };
}

async function writtenAt(lake: Lake, key: string, signal: AbortSignal): Promise<number> {
  await putJson(lake, key, {}, { signal });
  const head = await headObject(lake, key, signal);
  if (head === undefined) {
    throw new Finding(
      "failed",
      `${key} is not there right after it was written. Use a bucket that is read after write.`,
    );
  }
  return head.lastModified.getTime();
}
