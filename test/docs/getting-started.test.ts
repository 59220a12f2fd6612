import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { isRecord } from "../../src/text/index.ts";
import { startProcess } from "../support/child-process.ts";
import { commandEnvironment } from "../support/command-environment.ts";
import { openWorld } from "../support/world.ts";

interface Block {
  readonly language: string;
  readonly text: string;
}

/** The servers are the tests' own. */
const OF_THE_STACK = /^(npm run stack:(up|down)|source \.stack\/env)$/;

test("the getting-started page does what it says, word by word", async () => {
  await using world = await openWorld({ migrated: false });
  const env = { ...commandEnvironment(), LOG_LEVEL: "error", ...world.env };
  let said = "";
  for (const { language, text } of blocksOf(readFileSync("docs/getting-started.md", "utf8"))) {
    if (language === "sh") {
      const commands = text.split("\n").filter((line) => !OF_THE_STACK.test(line));
      const ended = await startProcess("bash", ["-euo", "pipefail", "-c", commands.join("\n")], { env }).ended;
      assert.equal(ended.code, 0, `${text}\n${ended.stderr}`);
      said = ended.stdout;
    } else if (language === "json") {
      assert.deepEqual(partOf(JSON.parse(said.trimEnd().split("\n").at(-1) ?? ""), JSON.parse(text)), JSON.parse(text));
    } else {
      const lines = said.split("\n").map((line) => line.trimEnd());
      assert.deepEqual(
        text.split("\n").filter((line) => !lines.includes(line)),
        [],
        said,
      );
    }
  }
});

function blocksOf(page: string): readonly Block[] {
  const blocks = [...page.matchAll(/^```(?<language>\w+)\n(?<text>.*?)\n```$/gms)];
  return blocks.map(({ groups }) => ({ language: groups?.["language"] ?? "", text: groups?.["text"] ?? "" }));
}

/** Of a summary, what the page shows of it. */
function partOf(all: unknown, shown: unknown): unknown {
  if (!isRecord(all) || !isRecord(shown)) return all;
  return Object.fromEntries(Object.keys(shown).map((key) => [key, all[key]]));
}
