// Installs whatever a fresh clone lacks, and nothing that is already there: npm packages, jars, generated code. Then runs the
// command that follows, if one does.
//   node tools/bootstrap.mjs [command [arguments …]]
// It runs before `npm ci`, on the machine's own Node, so it is plain JavaScript without dependencies. The command is looked up
// only now: the shell of an npm script that ran `node` twice would remember where it found the machine's own, and not see the
// Node that has just been installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stack = join(root, ".stack");
const jars = join(stack, "jars");
const mariadb = join(stack, "mariadb");
const protos = join(stack, "protos");
const generated = join(root, "src", "spark-connect", "gen");
const pom = join(root, "docker", "pom.xml");

checkPrerequisites();

step("npm packages", ["package-lock.json"], [join(root, "node_modules")], () => {
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
});

for (const profile of ["spark", "s3"]) {
  const folder = join(jars, profile);
  step(`${profile} jars`, ["docker/pom.xml"], [folder], () => {
    rmSync(folder, { recursive: true, force: true });
    maven(profile, "dependency:copy-dependencies", [`-DoutputDirectory=${folder}`]);
  });
}

step("MariaDB", ["docker/pom.xml"], [mariadb], () => {
  rmSync(mariadb, { recursive: true, force: true });
  maven("mysql", "dependency:unpack-dependencies", [
    `-DoutputDirectory=${mariadb}`,
    `-DmarkersDirectory=${join(mariadb, ".markers")}`,
  ]);
  // Jars do not keep the permissions of what is in them.
  for (const file of readdirSync(mariadb, { recursive: true, withFileTypes: true })) {
    if (file.isFile() && ["bin", "scripts"].includes(basename(file.parentPath))) {
      chmodSync(join(file.parentPath, file.name), 0o755);
    }
  }
});

step("Spark Connect messages", ["docker/pom.xml", "package-lock.json", "tools/bootstrap.mjs"], [generated], () => {
  rmSync(protos, { recursive: true, force: true });
  rmSync(generated, { recursive: true, force: true });
  maven("spark", "dependency:unpack-dependencies", [
    "-DincludeArtifactIds=spark-connect_2.13",
    "-Dmdep.unpack.includes=spark/connect/*.proto,google/rpc/status.proto,google/rpc/error_details.proto",
    `-DoutputDirectory=${protos}`,
    `-DmarkersDirectory=${join(protos, ".markers")}`,
  ]);
  const template = {
    version: "v2",
    plugins: [{ local: "protoc-gen-es", out: generated, opt: ["target=js+dts", "import_extension=js"] }],
  };
  run(join(root, "node_modules", ".bin", "buf"), ["generate", protos, "--template", JSON.stringify(template)], {
    PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH}`,
  });
});

const [command, ...args] = process.argv.slice(2);
if (command !== undefined) runCommand(command, args);

function checkPrerequisites() {
  const [major] = process.versions.node.split(".").map(Number);
  if (major < 20) fail(`Node ${process.versions.node} is too old. Install Node 20 or newer.`);
  const java = spawnSync("java", ["-version"], { encoding: "utf8" });
  const javaVersion = /version "(\d+)/.exec(java.stderr ?? "")?.[1];
  if (javaVersion === undefined) fail("No `java` on the PATH. Install Java 17 (or 21).");
  if (Number(javaVersion) < 17) fail(`Java ${javaVersion} is too old for Spark 4. Install Java 17 (or 21).`);
  if (spawnSync("mvn", ["-v"]).status !== 0) fail("No `mvn` on the PATH. Install Maven 3.8 or newer.");
}

/** Runs `work` unless a stamp says that it ran for the same inputs and its outputs still exist. */
function step(name, inputs, outputs, work) {
  const digest = createHash("sha256");
  for (const input of inputs) digest.update(readFileSync(join(root, input)));
  const wanted = digest.digest("hex");
  const stamp = join(stack, "stamps", name.replaceAll(" ", "-").toLowerCase());
  const done = outputs.every((output) => existsSync(output) && readdirSync(output).length > 0);
  if (done && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const started = Date.now();
  process.stderr.write(`setup: ${name} …\n`);
  rmSync(stamp, { force: true });
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  process.stderr.write(`setup: ${name} ready after ${((Date.now() - started) / 1000).toFixed(0)} s\n`);
}

function maven(profile, goal, options) {
  // -C: a jar that differs from its checksum ends the set-up; Maven alone would warn and take it.
  run("mvn", ["-C", "-q", "-B", "-ntp", "-f", pom, "-P", profile, goal, ...options]);
}

function run(command, args, env = {}) {
  // The output of the installers goes to stderr: stdout belongs to the command that the user asked for.
  const result = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], env: { ...process.env, ...env } });
  if (result.error) fail(`\`${command}\` could not be started: ${result.error.message}.`);
  if (result.status !== 0) {
    fail(`\`${command} ${args.join(" ")}\` ended with ${result.status ?? result.signal}. Its output above says why.`);
  }
}

/** Ends as the command ends. */
function runCommand(command, args) {
  const PATH = `${join(root, "node_modules", ".bin")}:${process.env.PATH}`;
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, PATH } });
  child.once("error", (error) => fail(`\`${command}\` could not be started: ${error.message}.`));
  // A terminal sends Ctrl-C to the command, too, which decides what it means.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.once("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function fail(message) {
  process.stderr.write(`setup: ${message}\n`);
  process.exit(1);
}
