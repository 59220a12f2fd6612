import pino, { type DestinationStream, type Logger as PinoLogger } from "pino";
import { printableJson } from "../text/index.ts";

export type Logger = PinoLogger;

/**
 * Logs as JSON lines, by default on stderr: stdout belongs to a command's result. Nothing that a line quotes can steer the
 * terminal that shows it.
 *
 * @param underWay what each line carries beside its own fields, which win
 */
export function createLogger(
  level: string,
  bindings: Readonly<Record<string, string>> = {},
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
  underWay: () => Readonly<Record<string, string>> = () => ({}),
): Logger {
  return pino(
    {
      level,
      base: { ...bindings },
      // pino adds the line's own fields to this object.
      mixin: () => ({ ...underWay() }),
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // A second net: nothing is logged that holds these, but a nested error might.
      redact: { paths: ["*.password", "*.token", "*.secretAccessKey", "*.credentials"], censor: "[redacted]" },
    },
    { write: (line: string) => destination.write(printableJson(line)) },
  );
}
