// Loaded before the program that is measured: when it ends, says what it took of the machine. JavaScript, because Node would load a compiler for
// TypeScript, which the program does not need, and which would be measured with it.
import { readFileSync, writeFileSync } from "node:fs";

const file = process.env["BENCH_USAGE_FILE"];
process.on("exit", () => {
  if (file === undefined) return;
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(file, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, rssBytes: peakBytes() }));
});

/**
 * Of this program alone: what `getrusage` has on Linux is no less than what the process that started it had taken by then.
 *
 * @returns {number}
 */
function peakBytes() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  if (kilobytes === undefined) throw new Error("/proc/self/status does not tell the peak of the memory");
  return Number(kilobytes) * 1024;
}
