import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, runCommand, tryCommand } from "./command.ts";
import type { Engine } from "./engine.ts";
import { NotHereError } from "./not-here.ts";

const VERSION = "v2.40.3";
const MODULE = "github.com/docker/compose/v2";

/** `docker compose` on the file of this repository, under a project name of its own. */
export interface Compose {
  /** @throws Error if the command fails */
  run(...args: readonly string[]): string;
  try(...args: readonly string[]): Ended;
}

/**
 * The plugin that is installed, or Compose v2 built by Go into `folder`: Debian's docker-compose is of version 1 and does not know
 * what the file asks for.
 *
 * @throws NotHereError
 */
export function openCompose(engine: Engine, folder: string, env: NodeJS.ProcessEnv): Compose {
  const [command, ...first] = composeCommand(engine, folder);
  const args = (rest: readonly string[]) => [
    ...first,
    "--project-name",
    "sales-pipeline-test",
    "--file",
    FILE,
    ...rest,
  ];
  const options = { env: { ...engine.env, ...env } };
  return {
    run: (...rest) => runCommand(command, args(rest), options),
    try: (...rest) => tryCommand(command, args(rest), options),
  };
}

const FILE = "docker/compose.yaml";

function composeCommand(engine: Engine, folder: string): readonly [string, ...string[]] {
  const plugin = engine.tryDocker("compose", "version", "--short");
  if (plugin.code === 0 && /^v?[2-9]/.test(plugin.stdout)) return ["docker", "compose"];
  const command = join(folder, `docker-compose-${VERSION}`);
  if (existsSync(command)) return [command];
  if (tryCommand("go", ["version"]).code !== 0) {
    throw new NotHereError("`docker compose` is not of version 2, and there is no `go` to build it with");
  }
  const module = join(folder, "compose-module");
  mkdirSync(module, { recursive: true });
  writeFileSync(join(module, "go.mod"), `module built\n\ngo 1.24\n\nrequire ${MODULE} ${VERSION}\n`);
  runCommand("go", ["build", "-mod=mod", "-o", command, `${MODULE}/cmd`], { cwd: module });
  return [command];
}
