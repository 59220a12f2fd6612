import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { remoteWithToken, SPARK_TOKEN } from "../../tools/stack/stack-environment.ts";
import { settingsFromEnvironment } from "../../tools/stack/stack-settings.ts";
import { type Stack, startStack } from "../../tools/stack/start-stack.ts";
import { isAlive } from "./child-process.ts";
import { until } from "./until.ts";

/** Spark prefers it to the one that the stack puts into the environment, which is new at every start: a client outlives a restart. */
const TOKEN = "spark.connect.authenticate.token";

/** A Spark Connect server of the test's own, to be frozen, killed and started again on the same port. */
export class OwnSpark implements AsyncDisposable {
  /** With the server's own token, which is not that of the environment. */
  readonly remote: string;
  readonly #folder: string;
  readonly #conf: Readonly<Record<string, string>>;
  #stack: Stack;

  private constructor(folder: string, conf: Readonly<Record<string, string>>, stack: Stack) {
    this.#folder = folder;
    this.#conf = conf;
    this.#stack = stack;
    this.remote = this.through(stack.env["SPARK_REMOTE"] ?? "");
  }

  /** Resolves when the server answers. */
  static async start(given: Readonly<Record<string, string>> = {}): Promise<OwnSpark> {
    const conf = { [TOKEN]: randomBytes(8).toString("hex"), ...given };
    const folder = mkdtempSync(join(tmpdir(), "own-spark-"));
    return new OwnSpark(folder, conf, await startIn(folder, conf, 0));
  }

  get port(): number {
    return Number(new URL(this.remote.replace("sc:", "http:")).port);
  }

  /** Its connection string by the address of something that stands before it. */
  through(address: string): string {
    return remoteWithToken({ SPARK_REMOTE: address, [SPARK_TOKEN]: this.#conf[TOKEN] ?? "" });
  }

  /** The process stands still, as in a long garbage collection. */
  freeze(): void {
    process.kill(this.#pid, "SIGSTOP");
  }

  thaw(): void {
    process.kill(this.#pid, "SIGCONT");
  }

  /** As `kill -9`. Resolves when the process is gone. */
  async kill(): Promise<void> {
    const pid = this.#pid;
    process.kill(pid, "SIGKILL");
    await until(`process ${pid} is gone`, async () => !isAlive(pid));
  }

  /** After `kill`: another server on the same port. Resolves when it answers. */
  async restart(): Promise<void> {
    await this.#stack.stop();
    this.#stack = await startIn(this.#folder, this.#conf, this.port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** What the server has logged since it was started. */
  log(): string {
    return readFileSync(this.#server.log, "utf8");
  }

  get #pid(): number {
    return this.#server.pid;
  }

  get #server(): Stack["processes"][number] {
    const server = this.#stack.processes.find(({ name }) => name === "spark");
    if (server === undefined) throw new Error("The stack has no Spark server");
    return server;
  }
}

/** Of the same version of Spark as the server of the other tests. */
function startIn(dir: string, conf: Readonly<Record<string, string>>, port: number): Promise<Stack> {
  const { sparkJars, sparkConf } = settingsFromEnvironment(process.env);
  const settings = {
    services: ["spark"],
    sparkMemory: "1g",
    sparkJars,
    sparkConf: { ...sparkConf, ...conf },
    ports: { spark: port, s3: 0, mysql: 0 },
  } as const;
  return startStack({ dir, settings });
}
