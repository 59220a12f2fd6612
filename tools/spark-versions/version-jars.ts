import { spawnSync } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { installed } from "../stack/stack-folder.ts";

/** The folder with the jars of a Connect server of this version. Maven resolves them the first time. */
export function versionJars(version: string): string {
  const folder = join(dirname(installed.spark), `spark-${version}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  process.stderr.write(`spark-versions: resolving the jars of Spark ${version} …\n`);
  const profile = ["-f", "docker/pom.xml", "-P", "spark-connect", `-Dspark.version=${version}`];
  const goal = ["dependency:copy-dependencies", `-DoutputDirectory=${unfinished}`];
  const { status } = spawnSync("mvn", ["-C", "-q", "-B", "-ntp", ...profile, ...goal], { stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    throw new Error(`Maven found no jars of Spark ${version}. Its output above says why.`);
  }
  renameSync(unfinished, folder);
  return folder;
}
