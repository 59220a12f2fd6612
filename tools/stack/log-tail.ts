import { readFileSync } from "node:fs";

const lines = 12;

/** The last lines of a log that say something: Java's stack frames are left out. Indented for an error message. */
export function logTail(path: string): string {
  const text = readFileSync(path, "utf8");
  const telling = text.split("\n").filter((line) => line.trim() !== "" && !/^\s+(at |\.\.\. \d+ more)/.test(line));
  return telling.length === 0
    ? "    (empty)"
    : telling
        .slice(-lines)
        .map((line) => `    ${line}`)
        .join("\n");
}
