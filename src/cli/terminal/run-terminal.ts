import ora from "ora";
import { createColors } from "picocolors";
import type { Colors } from "picocolors/types.js";
import type { RunEvent } from "../../observability/index.ts";
import { afterEvent, liveLine, NOTHING_UNDER_WAY } from "./live-line.ts";
import { logLine } from "./log-line.ts";
import { stepLine } from "./step-line.ts";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const REFRESH_MS = 120;
/** The spinner and the blank after it, and one column that is left free: some terminals wrap at the last one. */
const TAKEN_COLUMNS = 3;
const DEFAULT_COLUMNS = 80;

export interface TerminalOptions {
  readonly colored: boolean;
  /** Whether steps and the live line are shown, or only the log. */
  readonly live: boolean;
  readonly now: () => number;
  /** Aborted when the run was told to stop. */
  readonly signal: AbortSignal;
}

/** What a person sees of a run: one line for each finished step and each message, and below them a live line. */
export interface RunTerminal extends Disposable {
  watch(event: RunEvent): void;
  /** A JSON line of the log. */
  log(line: string): void;
}

/** Takes over a terminal until it is disposed of; then the live line is gone, and the cursor is as it was. */
export function openTerminal(stream: NodeJS.WriteStream, { colored, live, now, signal }: TerminalOptions): RunTerminal {
  const colors = createColors(colored);
  if (!live) return onlyLog(stream, colors);
  const started = now();
  let underWay = NOTHING_UNDER_WAY;
  const text = () => {
    const width = (stream.columns ?? DEFAULT_COLUMNS) - TAKEN_COLUMNS;
    const line = liveLine(underWay, now() - started, width);
    return signal.aborted ? `stopping · ${line}`.slice(0, width) : line;
  };
  const spinner = ora({
    stream,
    isEnabled: true,
    color: false,
    // Signals reach the run, which stops cleanly; the terminal's own handling of Ctrl-C stays as it is.
    discardStdin: false,
    spinner: { interval: REFRESH_MS, frames: FRAMES.map((frame) => colors.cyan(frame)) },
    text: text(),
  }).start();
  const clock = setInterval(() => {
    spinner.text = text();
  }, REFRESH_MS);
  clock.unref();
  const print = (line: string) => {
    spinner.clear();
    stream.write(`${line}\n`);
    spinner.render();
  };
  return {
    watch(event) {
      underWay = afterEvent(underWay, event);
      const line = event.kind === "step_ended" ? stepLine(event, colors) : undefined;
      if (line !== undefined) print(line);
    },
    log(line) {
      print(logLine(line, colors));
    },
    [Symbol.dispose]() {
      clearInterval(clock);
      spinner.stop();
    },
  };
}

function onlyLog(stream: NodeJS.WriteStream, colors: Colors): RunTerminal {
  return {
    watch() {},
    log(line) {
      stream.write(`${logLine(line, colors)}\n`);
    },
    [Symbol.dispose]() {},
  };
}
