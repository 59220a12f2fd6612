import type { RetentionSettings } from "../../config/index.ts";

/** What is told of the past and may be forgotten. */
export const HISTORY_KINDS = [
  "events",
  "rejectedRows",
  "quarantinedFiles",
  "archivedFiles",
  "batches",
  "reports",
] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

/** Before when each kind may go; a kind that is not there stays. */
export type Cutoffs = Readonly<Partial<Record<HistoryKind, Date>>>;

const DAY_MS = 86_400_000;

/** A setting is for its kind; `olderThan`, in days, is for the kinds without one. */
export function cutoffsOf(retention: RetentionSettings, now: number, olderThan?: number): Cutoffs {
  const cutoffs: Partial<Record<HistoryKind, Date>> = {};
  for (const kind of HISTORY_KINDS) {
    const days = retention[kind] ?? olderThan;
    if (days !== undefined) cutoffs[kind] = new Date(now - days * DAY_MS);
  }
  return cutoffs;
}

/** As MySQL takes an instant: UTC, `yyyy-MM-dd HH:mm:ss.SSS`. */
export function asTimestamp(date: Date): string {
  return date.toISOString().replace("T", " ").replace("Z", "");
}
