/** An exact decimal with its thousands separated: nothing passes through a floating-point number. */
export function moneyText(amount: string): string {
  const [whole = "", decimals] = amount.split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

export function countText(count: number | null): string {
  return count === null ? "" : count.toLocaleString("en");
}

/** `12.5 %`; nothing of nothing is none. */
export function shareText(part: number, all: number): string {
  return all === 0 ? "0 %" : `${((100 * part) / all).toFixed(part === 0 || part === all ? 0 : 1)} %`;
}

export function secondsText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.floor(seconds % 60)).padStart(2, "0")} s`;
}

export function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return power === 0 ? `${bytes} B` : `${(bytes / 1000 ** power).toFixed(1)} ${["B", "kB", "MB", "GB", "TB"][power]}`;
}

/** `2026-11-28 01:05 UTC` */
export function timeText(instant: string): string {
  return `${instant.slice(0, 16).replace("T", " ")} UTC`;
}
