import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "vitest";

const LINK = /\[[^\]]*\]\((?<target>[^)\s]+)\)/g;

/** Documents of the repository, tracked or about to be. */
const DOCUMENTS = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(path));

for (const document of DOCUMENTS) {
  test(`what ${document} links to is there`, () => {
    assert.deepEqual(brokenLinks(document), []);
  });
}

test("every document in docs/ is reached from the README", () => {
  const linked = linksOf("README.md").map((target) => normalize(target.replace(/#.*/, "")));
  const unlinked = DOCUMENTS.filter((path) => path.startsWith("docs/") && !linked.includes(path));
  assert.deepEqual(unlinked, []);
});

function brokenLinks(document: string): readonly string[] {
  return linksOf(document).filter((target) => {
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? document : join(dirname(document), decodeURI(path));
    if (!existsSync(file)) return true;
    return anchor !== undefined && statSync(file).isFile() && !anchorsOf(file).includes(anchor);
  });
}

function linksOf(document: string): readonly string[] {
  const text = readFileSync(document, "utf8").replaceAll(/^(```|~~~).*?^\1/gms, "");
  return [...text.matchAll(LINK)]
    .map(({ groups }) => groups?.["target"] ?? "")
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** As GitHub makes them of headings. */
function anchorsOf(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(/^#{1,6} (?<heading>.+)$/gm)].map(({ groups }) =>
    (groups?.["heading"] ?? "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}
