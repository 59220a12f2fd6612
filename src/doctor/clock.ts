import { Finding } from "./check.ts";

/** What another machine's clock said while ours went from `before` to `after`; milliseconds since 1970. */
export interface ClockReading {
  readonly clock: number;
  readonly before: number;
  readonly after: number;
  /** How exact `clock` is: 1000 for whole seconds. */
  readonly resolutionMs: number;
}

const WARN_MS = 5_000;
/** S3 refuses requests that are signed 15 minutes off; well before that something is wrong with the host. */
const FAIL_MS = 300_000;

/** How far the other clock is ahead of ours, in milliseconds; 0 as long as the reading allows that they agree. */
export function skewMs({ clock, before, after, resolutionMs }: ClockReading): number {
  if (clock + resolutionMs < before) return clock + resolutionMs - before;
  return clock > after ? clock - after : 0;
}

/** Takes a reading with this host's clock around it. */
export async function readClock(
  ask: () => Promise<number>,
  { resolutionMs, now }: { readonly resolutionMs: number; readonly now: () => number },
): Promise<ClockReading> {
  const before = now();
  const clock = await ask();
  return { clock, before, after: now(), resolutionMs };
}

/** @throws Finding if the clocks differ by more than seconds */
export function judgeSkew(who: string, reading: ClockReading): string {
  const skew = skewMs(reading);
  if (skew === 0) return `agrees with this host's clock`;
  const seconds = `${(Math.abs(skew) / 1000).toFixed(1)} s ${skew > 0 ? "ahead of" : "behind"}`;
  const detail = `${who} is ${seconds} this host's clock`;
  if (Math.abs(skew) <= WARN_MS) return detail;
  throw new Finding(
    Math.abs(skew) > FAIL_MS ? "failed" : "warning",
    `${detail}. Set both by NTP: the run's date and S3's signatures depend on it.`,
  );
}
