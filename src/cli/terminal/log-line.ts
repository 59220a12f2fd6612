import type { Colors } from "picocolors/types.js";
import { isRecord, printable } from "../../text/index.ts";

const SIGNS: Readonly<Record<string, (colors: Colors) => string>> = {
  fatal: (colors) => colors.red("✖"),
  error: (colors) => colors.red("✖"),
  warn: (colors) => colors.yellow("!"),
  info: (colors) => colors.blue("i"),
};

/**
 * A JSON line of the log for people. The JSON has escaped what could steer the terminal; reading it brings that back, so it is
 * escaped again: keys and values of whatever was uploaded stand in messages.
 */
export function logLine(line: string, colors: Colors): string {
  const { level, msg, stack } = read(line);
  const sign = SIGNS[level]?.(colors) ?? colors.dim("·");
  const message = `${sign} ${printable(msg)}`;
  return stack === undefined ? message : [message, ...stack.split("\n").map((at) => `    ${printable(at)}`)].join("\n");
}

interface Read {
  readonly level: string;
  readonly msg: string;
  readonly stack?: string;
}

function read(line: string): Read {
  const parsed: unknown = JSON.parse(line);
  if (!isRecord(parsed)) return { level: "info", msg: line };
  const { level, msg, err } = parsed;
  return {
    level: typeof level === "string" ? level : "info",
    msg: typeof msg === "string" ? msg : isRecord(err) ? String(err["message"]) : "",
    // As in the JSON log, only who asks for details is shown where in the code an error came from.
    ...(isRecord(err) && typeof err["stack"] === "string" && level === "debug" && { stack: err["stack"] }),
  };
}
