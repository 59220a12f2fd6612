import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { acceptRatios, compareRatios } from "../../bench/pipeline/baseline.ts";

const BASELINE = {
  "1000 warm: jobs": { value: 20, margin: 0.1 },
  "1000 warm: wall": { value: 1.5, margin: 0.3 },
  "short warm: jobs": { value: 10, margin: 0.1 },
  "short warm: AnalyzePlan": { value: 0, margin: 0.1 },
};

describe("ratios held against the accepted ones", () => {
  test("are worse only above their margin, and not where they were not measured", () => {
    const verdicts = compareRatios(BASELINE, {
      "1000 warm: jobs": 22,
      "1000 warm: wall": 1.96,
      "short warm: AnalyzePlan": 1,
      "another: jobs": 99,
    });
    assert.deepEqual(
      verdicts.map(({ name, measured, isWorse }) => [name, measured, isWorse]),
      [
        ["1000 warm: jobs", 22, false],
        ["1000 warm: wall", 1.96, true],
        ["short warm: jobs", undefined, false],
        ["short warm: AnalyzePlan", 1, true],
      ],
    );
  });

  test("take the place of all that was accepted for their case, and of nothing else", () => {
    const accepted = acceptRatios(BASELINE, { counts: { "1000 warm: RPCs": 7 }, times: { "1000 warm: wall": 1.2 } });
    assert.deepEqual(accepted, {
      "short warm: jobs": { value: 10, margin: 0.1 },
      "short warm: AnalyzePlan": { value: 0, margin: 0.1 },
      "1000 warm: wall": { value: 1.2, margin: 0.3 },
      "1000 warm: RPCs": { value: 7, margin: 0.1 },
    });
  });
});
