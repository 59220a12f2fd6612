import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "vitest";

/** What `npm pack` would pack of this checkout. `dist` is made by `npm run build`, which not every checkout has run. */
function packedFiles(): ReadonlySet<string> {
  const { status, stdout, stderr } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  const [packed]: readonly { readonly files: readonly { readonly path: string }[] }[] = JSON.parse(stdout);
  return new Set(packed?.files.map(({ path }) => path));
}

test("what README and docs link to is in the package, too", () => {
  const packed = packedFiles();
  assert.ok(packed.has("README.md") && packed.has("CHANGELOG.md"));
  const folders = new Set([...packed].flatMap(foldersOf));
  const documents = ["README.md", ...readdirSync("docs").map((name) => `docs/${name}`)].filter((name) =>
    name.endsWith(".md"),
  );
  const dangling = documents.flatMap((document) =>
    linksOf(document)
      .map((target) => join(dirname(document), target))
      .filter((target) => !packed.has(target) && !folders.has(target.replace(/\/$/, "")))
      .map((target) => `${document}: ${target}${existsSync(target) ? ", which is in the checkout alone" : ""}`),
  );
  assert.deepEqual(dangling, []);
});

/** All folders that a path lies in. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, nth) => parts.slice(0, nth + 1).join("/"));
}

function linksOf(document: string): readonly string[] {
  const text = readFileSync(document, "utf8").replaceAll(/^(```|~~~).*?^\1/gms, "");
  return [...text.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target.replace(/#.*/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target));
}
