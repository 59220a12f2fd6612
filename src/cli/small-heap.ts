import { setFlagsFromString } from "node:v8";

/**
 * Keeps V8's heap near to what lives in it: a pod's limit of memory has to hold the heap, and room to grow saves little time in this program, which
 * mostly waits for S3, MySQL and Spark (docs/performance.md).
 *
 * The young generation keeps the size that it starts with, but for a while as the old one is marked; it would grow to 48 MiB. Its limit cannot be
 * lowered once the process runs, its growth can. The old generation is collected when it has doubled since the last time; it would grow to four times that.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=100");
}
