import { median } from "../median.ts";
import type { ServerTimes } from "./server-times.ts";

export interface Measurement {
  readonly what: string;
  readonly times: number;
  /** Medians, in milliseconds. */
  readonly client: number;
  /** Undefined where the server has no part in it. */
  readonly server: number | undefined;
}

/** Runs the work once to warm up, then `times` times. */
export async function measure(
  what: string,
  times: number,
  work: () => unknown,
  servers?: ServerTimes,
): Promise<Measurement> {
  process.stderr.write(`bench: ${what} …\n`);
  await work();
  const before = await servers?.mark();
  const durations: number[] = [];
  for (let time = 0; time < times; time++) {
    const start = performance.now();
    await work();
    durations.push(performance.now() - start);
  }
  const own = before === undefined ? undefined : await servers?.since(before, times);
  return { what, times, client: median(durations), server: own && median(own) };
}
