import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

/** A test that imports one of these, itself or through its helpers, needs servers: there is no other way to them. */
const WAYS_TO_SERVERS: ReadonlySet<string> = new Set([
  "test/support/server-environment.ts",
  "tools/stack/start-stack.ts",
]);
/** Product code reaches no server that it is not given. */
const FOLLOWED = /^(test|tools|bench|examples)\//;

/** The test files below `root` that need servers, found by what they import, so that none can be forgotten. */
export function testsWithServers(root: string): readonly string[] {
  const tests = globSync("test/**/*.test.ts", { cwd: root });
  return tests.filter((test) => reachesServers(root, test, new Set())).toSorted();
}

function reachesServers(root: string, file: string, seen: Set<string>): boolean {
  if (WAYS_TO_SERVERS.has(file)) return true;
  if (seen.has(file)) return false;
  seen.add(file);
  return modulesNamedIn(root, file).some((module) => FOLLOWED.test(module) && reachesServers(root, module, seen));
}

/** Imports, and files that are started as programs: any text that is the relative path of a module. */
function modulesNamedIn(root: string, file: string): readonly string[] {
  const text = readFileSync(join(root, file), "utf8");
  const named = [...text.matchAll(/"(?<path>\.{1,2}\/[\w./-]+\.ts)"/g)].map(({ groups }) => groups?.["path"] ?? "");
  const paths = named.map((path) => relative(root, normalize(join(root, dirname(file), path))));
  return paths.filter((path) => existsSync(join(root, path)));
}
