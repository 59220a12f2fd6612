import type { DataFrame } from "../data-frame.ts";

/** Marks a frame as small enough for every executor to hold it whole in a join. */
export function broadcast(frame: DataFrame): DataFrame {
  return frame.hint("broadcast");
}
