import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRecord } from "../../src/text/index.ts";

/** What a command did and took. */
export interface ProgramRun {
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly rssBytes: number;
  readonly log: readonly Readonly<Record<string, unknown>>[];
}

const USAGE = new URL("./tell-usage.mjs", import.meta.url).href;

/** The program as its sources, which need not be built and start later. */
const SOURCES = "src/cli/main.ts";
/** As users have it, after `npm run build`. */
export const BUILT = "dist/cli/main.js";

/** A run on a day after all sales that are measured. */
export const RUN = ["run", "--as-of", "2026-01-01"];

/**
 * Runs `sales-pipeline`.
 *
 * @throws Error with the end of its log for another exit code than those
 */
export async function runProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  codes: readonly number[],
  program = SOURCES,
): Promise<ProgramRun> {
  const usageFile = join(tmpdir(), `bench-usage-${process.pid}-${performance.now()}.json`);
  const [startedAt, start] = [Date.now(), performance.now()];
  const child = spawn(
    process.execPath,
    [...(program === SOURCES ? ["--conditions=sales-pipeline-source"] : []), "--import", USAGE, program, ...args],
    {
      env: {
        PATH: process.env["PATH"],
        TMPDIR: process.env["TMPDIR"],
        LOG_LEVEL: "info",
        ...env,
        BENCH_USAGE_FILE: usageFile,
      },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("close", resolve).once("error", reject),
  );
  const wallMs = performance.now() - start;
  if (code === null || !codes.includes(code)) {
    throw new Error(`sales-pipeline ${args.join(" ")} ended with ${code}:\n${stderr.slice(-2_000)}`);
  }
  const usage = usageOf(readFileSync(usageFile, "utf8"));
  rmSync(usageFile);
  return { startedAt, wallMs, ...usage, log: linesOf(stderr) };
}

function usageOf(text: string): Pick<ProgramRun, "cpuMs" | "rssBytes"> {
  const { cpuMs, rssBytes } = JSON.parse(text);
  return { cpuMs: Number(cpuMs), rssBytes: Number(rssBytes) };
}

function linesOf(stderr: string): readonly Readonly<Record<string, unknown>>[] {
  return stderr.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    const parsed: unknown = JSON.parse(line);
    return isRecord(parsed) ? [parsed] : [];
  });
}
