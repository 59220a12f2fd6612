import { setFlagsFromString } from "node:v8";

/**
 * Keeps V8's young generation at the size that it starts with. It would grow to 48 MiB, which a pod's limit of memory has to hold and
 * which saves this program, that mostly waits for S3, MySQL and Spark, no time (docs/performance.md). Its limit cannot be lowered once
 * the process runs, its growth can.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
