import { createLogger, type Logger } from "../../src/observability/index.ts";

export interface RecordingLog {
  readonly log: Logger;
  /** Each line that was logged, parsed. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** Takes what `createLogger` takes beside the level, as the logger of a run. */
  readonly logger: (
    bindings: Readonly<Record<string, string>>,
    underWay?: () => Readonly<Record<string, string>>,
  ) => Logger;
}

export function recordingLog(level = "info"): RecordingLog {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const destination = {
    write(line: string) {
      const parsed: Readonly<Record<string, unknown>> = JSON.parse(line);
      lines.push(parsed);
    },
  };
  const logger: RecordingLog["logger"] = (bindings, underWay) => createLogger(level, bindings, destination, underWay);
  return { lines, logger, log: logger({}) };
}
