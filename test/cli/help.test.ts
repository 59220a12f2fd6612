import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { describe, test } from "vitest";
import { newProgram } from "../../src/cli/program.ts";
import { runCli } from "../support/run-cli.ts";

const program = newProgram();

/** As it is printed: texts that are added to help stand only there. */
function helpOf(command: CommandUnknownOpts): string {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
}

describe("--help shows how it is used:", () => {
  for (const command of [program, ...program.commands]) {
    test(command.name(), () => {
      const examples = [...helpOf(command).matchAll(/^ {2}\$ (?<example>.+)$/gm)].map(
        ({ groups }) => groups?.["example"],
      );
      assert.ok(examples.length > 0);
      for (const example of examples) assertUnderstood(example ?? "");
    });
  }
});

/** Every word that looks like an option is one, and the command is known. */
function assertUnderstood(example: string): void {
  const words = example
    .replace(/^source <\((.*)\)$/, "$1")
    .replace(/ > .*$/, "")
    .split(" ");
  assert.equal(words[0], "sales-pipeline", example);
  const [command] = words.flatMap((word) => program.commands.filter((known) => known.name() === word));
  const options = [program, ...(command === undefined ? [] : [command])].flatMap((known) => known.options);
  const known = new Set(["--help", ...options.map(({ long }) => long)]);
  for (const flag of words.filter((word) => word.startsWith("--"))) assert.ok(known.has(flag), `${example}: ${flag}`);
  assert.ok(command !== undefined, example);
}

test("a command's help fits any job, apart from the option that has the name of a job's persons", () => {
  const told = program.commands.flatMap((command) => [
    command.description(),
    ...command.options.filter(({ long }) => long !== "--customer").map(({ description }) => description),
  ]);
  assert.ok(told.length > 40);
  assert.deepEqual(
    told.filter((text) => /both marts|\bsales\b|customer|incentive/i.test(text)),
    [],
  );
});

test("--version is the package's", async () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));
  const { code, stdout } = await runCli(["--version"], {});
  assert.deepEqual([code, stdout], [0, `${manifest.version}\n`]);
});
