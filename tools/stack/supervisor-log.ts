/** A line with its time in the supervisor's log, where its output goes. */
export function logLine(message: string): void {
  process.stderr.write(`${new Date().toISOString()} ${message}\n`);
}
