import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { until } from "../support/until.ts";
import { type Ended, runCommand, tryCommand } from "./command.ts";
import { keepFirewall } from "./firewall.ts";
import { NotHereError } from "./not-here.ts";

/** A Docker engine, and how to talk to it. */
export interface Engine extends AsyncDisposable {
  /** With `DOCKER_HOST`, for whatever else talks to it. */
  readonly env: NodeJS.ProcessEnv;
  /** @throws Error if the command fails */
  docker(...args: readonly string[]): string;
  tryDocker(...args: readonly string[]): Ended;
  build(image: string, dockerfile: string, context: string): void;
}

/** Debian's client comes with BuildKit; others want a plugin for it, which may be missing. */
const CLIENTS = ["/usr/bin/docker", "docker"];

/**
 * The engine that runs here, or one that is started for these tests, with its data below `folder`: images stay there for the next time,
 * and nothing else of it stays on the machine.
 *
 * @throws NotHereError
 */
export async function openEngine(folder: string): Promise<Engine> {
  const client = CLIENTS.find((name) => tryCommand(name, ["--version"]).code === 0);
  if (client === undefined)
    throw new NotHereError("no `docker` in the PATH (Debian: apt-get install docker.io iptables)");
  const running = engineOn(client, process.env, async () => {});
  if (running.tryDocker("info").code === 0) return running;
  if (process.getuid?.() !== 0 || tryCommand("dockerd", ["--version"]).code !== 0) {
    throw new NotHereError("no Docker engine answers, and only root can start one, by `dockerd`");
  }
  return await startEngine(client, folder);
}

async function startEngine(client: string, folder: string): Promise<Engine> {
  mkdirSync(folder, { recursive: true });
  const socket = `unix://${join(folder, "docker.sock")}`;
  const log = openSync(join(folder, "dockerd.log"), "a");
  const places = ["--data-root", join(folder, "data"), "--exec-root", join(folder, "exec")];
  // No bridge of its own: builds have the host's network, and Compose makes and removes one.
  const options = ["--bridge", "none", ...places];
  const restoreFirewall = keepFirewall();
  const daemon = spawn("dockerd", ["--host", socket, "--pidfile", join(folder, "docker.pid"), ...options], {
    stdio: ["ignore", log, log],
  });
  const engine = engineOn(client, { ...process.env, DOCKER_HOST: socket }, async () => {
    if (daemon.exitCode === null) {
      daemon.kill();
      await once(daemon, "close");
    }
    restoreFirewall();
  });
  try {
    await until("the Docker engine answers", async () => {
      if (daemon.exitCode !== null) throw new NotHereError(`dockerd ended; see ${join(folder, "dockerd.log")}`);
      return engine.tryDocker("info").code === 0;
    });
    return engine;
  } catch (error) {
    await engine[Symbol.asyncDispose]();
    throw error;
  }
}

function engineOn(client: string, env: NodeJS.ProcessEnv, stop: () => Promise<void>): Engine {
  // The classic builder knows no `RUN --mount`.
  const options = { env: { ...env, DOCKER_BUILDKIT: "1" } };
  return {
    env: options.env,
    docker: (...args) => runCommand(client, args, options),
    tryDocker: (...args) => tryCommand(client, args, options),
    build(image, dockerfile, context) {
      if (!existsSync(dockerfile)) throw new Error(`There is no ${dockerfile}.`);
      // The host's network: an engine within a container often has no other way out.
      runCommand(client, ["build", "--network", "host", "--file", dockerfile, "--tag", image, context], options);
    },
    [Symbol.asyncDispose]: stop,
  };
}
