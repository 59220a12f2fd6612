import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { packInto } from "./empty-project.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
/** What npm says where no registry can be reached. */
const NO_REGISTRY = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENOTCACHED|ENETUNREACH/;

describe("the packed package, installed in an empty folder,", () => {
  let folder = "";
  let notInstalled = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "installed-command-"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "elsewhere", private: true }));
    const tarball = packInto(folder);
    const options = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    const { status, stderr } = npm("install", ...options, tarball);
    if (status !== 0 && NO_REGISTRY.test(stderr)) notInstalled = "no package registry can be reached";
    else assert.equal(status, 0, stderr);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function npm(...args: readonly string[]) {
    return spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
  }

  function command(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const own = { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env };
    return spawnSync("npx", ["--no-install", "sales-pipeline", ...args], { cwd: folder, encoding: "utf8", env: own });
  }

  test("runs by npx: --version, --help, config", ({ skip }) => {
    skip(notInstalled !== "", notInstalled);
    const shown = command(["--version"]);
    assert.deepEqual([shown.status, shown.stdout], [0, `${version}\n`], shown.stderr);
    const help = command(["--help"]);
    assert.equal(help.status, 0, help.stderr);
    assert.match(help.stdout, /^ {2}run \[options\]/m);
    const config = command(["config"], { S3_BUCKET: "lake", MYSQL_DATABASE: "sales", MYSQL_USER: "etl" });
    assert.equal(config.status, 0, config.stderr);
    assert.equal(JSON.parse(config.stdout).settings["s3.bucket"].value, "lake");
  });

  test("runs jobs that are written beside it, with marts and settings of their own", ({ skip }) => {
    skip(notInstalled !== "", notInstalled);
    const env = { S3_BUCKET: "lake", MYSQL_DATABASE: "sales", MYSQL_USER: "etl" };
    for (const [name, setting] of [
      ["product-mart", "run.tieRule"],
      ["second-job", "run.longStays"],
    ] as const) {
      cpSync(join("examples", name), join(folder, name), { recursive: true });
      const config = command(["--job", `${name}/index.ts`, "config"], env);
      assert.equal(config.status, 0, config.stderr);
      assert.ok(setting in JSON.parse(config.stdout).settings, name);
    }
  });

  test("compiles a job beside it with the tsconfig that docs/authoring.md shows, and runs what came of it", ({
    skip,
  }) => {
    skip(notInstalled !== "", notInstalled);
    const [, tsconfig] =
      /^```json\n(\{\n {2}"compilerOptions".*?)^```$/ms.exec(readFileSync("docs/authoring.md", "utf8")) ?? [];
    assert.ok(tsconfig);
    const job = join(folder, "compiled-job");
    cpSync("examples/second-job", job, { recursive: true });
    writeFileSync(join(job, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(job, "tsconfig.json"), tsconfig);
    cpSync("node_modules/@types/node", join(job, "node_modules/@types/node"), { recursive: true });
    cpSync("node_modules/undici-types", join(job, "node_modules/undici-types"), { recursive: true });
    const compiled = spawnSync("tsc", ["--project", job], { encoding: "utf8" });
    assert.equal(compiled.status, 0, compiled.stdout);
    const env = { S3_BUCKET: "lake", MYSQL_DATABASE: "sales", MYSQL_USER: "etl" };
    const config = command(["--job", "compiled-job/built/index.js", "config"], env);
    assert.equal(config.status, 0, config.stderr);
    assert.ok("run.longStays" in JSON.parse(config.stdout).settings);
  });

  test("holds the client's README, and nothing that is only for development", ({ skip }) => {
    skip(notInstalled !== "", notInstalled);
    const found = spawnSync("find", [".", "-type", "f"], {
      cwd: join(folder, "node_modules/sales-pipeline"),
      encoding: "utf8",
    });
    const files = found.stdout.trimEnd().split("\n");
    assert.ok(files.includes("./dist/src/spark-connect/README.md"));
    assert.ok(files.includes("./LICENSE"));
    // Bundled: a file for each module would be 750, which the command opens one by one as it starts.
    const code = files.filter((file) => /^\.\/dist\/.*\.js$/.test(file));
    assert.ok(code.length < 20, code.join("\n"));
    const others = files.filter(
      (file) =>
        !/^\.\/(dist\/.*\.(js|d\.ts|md)|(conf|docs|examples|jobs)\/|docker\/(pom\.xml$|spark\/)|(README|LICENSE|CHANGELOG|CONTRIBUTING|package)(\.\w+)?$|src\/spark-connect\/README\.md$)/.test(
          file,
        ),
    );
    assert.deepEqual(others, []);
    assert.deepEqual(
      files.filter((file) => /\/(test|tools|bench)\//.test(file)),
      [],
    );
    const development = ["typescript", "vitest", "@biomejs/biome"];
    const present = npm("ls", "--all", "--json");
    for (const name of development) assert.ok(!present.stdout.includes(`"${name}":`), name);
  });
});
