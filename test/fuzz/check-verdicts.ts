import assert from "node:assert/strict";
import fc from "fast-check";
import { cappedFaults } from "../../src/lake/inspect/file-fault.ts";
import type { ContentFindings } from "../../src/lake/inspect/inspection.ts";
import { MOST_COLUMNS, MOST_FAULTS } from "../../src/lake/inspect/limits.ts";
import { printable } from "../../src/text/printable.ts";
import { SALES, STORES } from "../lake/inspect/contracts.ts";
import { mutated, mutations } from "./mutations.ts";
import { SOUND_FILES } from "./sound-files.ts";
import { verdictOf } from "./verdict-of.ts";

/** Far more than any inspection takes, and far less than one that grows with the square of what it reads. */
const MOST_CPU_MS = 5_000;
/** What a fault says is read by people. */
const MOST_DETAIL_CHARACTERS = 5_000;
const CODE =
  /^(missing_header|empty_file|bad_encoding|corrupt_file|unsupported_format|(missing|duplicate)_column:.*|wrong_type:.*)$/u;
const FEEDS = [SALES, { ...STORES, csv: { ...STORES.csv, encoding: "windows-1252" as const } }];

/** Throws if a mutated file has no verdict within its limits, or one that depends on how it arrives. */
export async function checkVerdicts(runs: number, seed: number): Promise<void> {
  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
  const property = fc.asyncProperty(
    fc.constantFrom(...SOUND_FILES),
    mutations,
    mutations,
    fc.constantFrom(...FEEDS),
    cuts,
    async (file, within, outside, feed, pieces) => {
      const content = mutated(file.pack(mutated(file.inside, within)), outside);
      const before = process.cpuUsage();
      const verdict = await verdictOf(file.extension, content, feed);
      const { user, system } = process.cpuUsage(before);
      assert.ok((user + system) / 1_000 < MOST_CPU_MS, `took ${(user + system) / 1_000} ms of CPU`);
      checkForm(verdict);
      assert.deepEqual(await verdictOf(file.extension, content, feed, pieces), verdict);
    },
  );
  await fc.assert(property, { numRuns: runs, seed });
}

function checkForm(verdict: ContentFindings): void {
  assert.ok(verdict.columns.length <= MOST_COLUMNS);
  assert.ok(Number.isSafeInteger(verdict.records) && verdict.records >= 0);
  const faults = cappedFaults(verdict.faults);
  assert.ok(faults.length <= MOST_FAULTS);
  for (const { code, detail } of faults) {
    assert.match(code, CODE);
    assert.equal(printable(code), code);
    assert.equal(printable(detail), detail);
    assert.ok(detail.length < MOST_DETAIL_CHARACTERS, detail.slice(0, 200));
    assert.doesNotMatch(detail, /could not be inspected/);
  }
}
