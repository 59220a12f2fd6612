import type { BackfillProgress } from "../../outcome/run-summary.ts";

/**
 * What is done for each month. `new`: files that have landed and hold sales of it are processed. `replay`: the files that count in it are
 * read again. `rebuild`: its marts are computed anew.
 */
export const BACKFILL_MODES = ["new", "replay", "rebuild"] as const satisfies readonly BackfillProgress["mode"][];

export type BackfillMode = (typeof BACKFILL_MODES)[number];
