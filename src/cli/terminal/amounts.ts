const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** `1.5 MB`; thousands, as S3's own prices count. */
export function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  return `${power === 0 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[power]}`;
}

/** `0.4 s`, `12.3 s`, `2 min 05 s`. */
export function durationText(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** `1,234` */
export function countText(count: number): string {
  return Math.round(count).toLocaleString("en");
}
