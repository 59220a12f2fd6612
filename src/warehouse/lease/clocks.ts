import { performance } from "node:perf_hooks";

/** Milliseconds since some moment of the past. */
export interface Clocks {
  /** Never goes back, but stands still while the host sleeps. */
  readonly monotonic: () => number;
  /** Goes on while the host sleeps, but can be set back. */
  readonly wall: () => number;
}

export const SYSTEM_CLOCKS: Clocks = { monotonic: () => performance.now(), wall: () => Date.now() };

/** A moment, by both clocks. */
export interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

export function momentOf({ monotonic, wall }: Clocks): Moment {
  return { monotonic: monotonic(), wall: wall() };
}

/** How long ago it was, by whichever clock says the longer time: one that stood still, or was set back, says too little. */
export function elapsedSince(since: Moment, clocks: Clocks): number {
  const now = momentOf(clocks);
  return Math.max(now.monotonic - since.monotonic, now.wall - since.wall);
}
