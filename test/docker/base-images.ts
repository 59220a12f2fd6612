import { readFileSync } from "node:fs";
import type { Engine } from "./engine.ts";
import { NotHereError } from "./not-here.ts";
import { type BaseKind, StandIns } from "./stand-ins.ts";

const KINDS: readonly (readonly [RegExp, BaseKind])[] = [
  [/^maven:/, "java"],
  [/^eclipse-temurin:/, "java"],
  [/^node:/, "node"],
  [/^mysql:/, "mysql"],
];

/**
 * Has every image that the repository's files begin with: from its registry, or, where none can be reached, a stand-in of Debian's
 * packages under the same name. Returns which are stand-ins.
 *
 * @throws NotHereError
 */
export function haveBaseImages(engine: Engine, folder: string): readonly string[] {
  const made = new StandIns(engine, folder);
  const standIns: string[] = [];
  for (const image of baseImages()) {
    const isHere = engine.tryDocker("image", "inspect", image).code === 0;
    if (!isHere && engine.tryDocker("pull", "--quiet", image).code === 0) continue;
    const kind = KINDS.find(([name]) => name.test(image))?.[1];
    if (kind === undefined) throw new NotHereError(`${image} cannot be pulled, and nothing stands in for it`);
    if (!isHere) made.make(kind, image);
    if (made.isStandIn(kind, image)) standIns.push(image);
  }
  return standIns;
}

/** As the Dockerfiles and compose.yaml name them. */
function baseImages(): readonly string[] {
  const dockerfiles = ["s3", "spark", "pipeline"].map((name) => readFileSync(`docker/${name}/Dockerfile`, "utf8"));
  const from = dockerfiles.flatMap((text) => [...text.matchAll(/^(?:FROM|COPY --from=)\s*(\S+:\S+)/gm)]);
  const services = [...readFileSync("docker/compose.yaml", "utf8").matchAll(/^\s+image: (mysql:\S+)$/gm)];
  return [...new Set([...from, ...services].map(([, image = ""]) => image))];
}
