import type { Writable } from "node:stream";

/** A pino destination that shows messages to people: seconds since the start, and the message alone. */
export function demoLog(output: Writable, now: () => number): { write(line: string): void } {
  const started = now();
  return {
    write(line) {
      const entry: unknown = JSON.parse(line);
      const seconds = ((now() - started) / 1000).toFixed(1).padStart(6);
      output.write(`${seconds} s  ${messageOf(entry)}\n`);
    },
  };
}

function messageOf(entry: unknown): string {
  if (typeof entry !== "object" || entry === null || !("msg" in entry)) return "";
  const marker = "level" in entry && entry.level === "warn" ? "! " : "  ";
  const duration = "durationMs" in entry ? ` (${(Number(entry.durationMs) / 1000).toFixed(1)} s)` : "";
  return `${marker}${entry.msg}${duration}`;
}
