import assert from "node:assert/strict";
import { afterAll, test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { inspectFile, judgeName } from "../../src/lake/index.ts";
import { feedContracts } from "../../src/pipeline/validate/feed-contracts.ts";
import { temporaryLake } from "../lake/temporary-lake.ts";
import { corpusTests } from "../support/corpus-tests.ts";
import { loadSettings } from "../support/settings.ts";

/** So little that of most files of the corpus there is more than a sample: the header and the first row. */
const SAMPLE_BYTES = 140;

const { fixtures } = await corpusTests({ staging: "sample", sampleBytes: SAMPLE_BYTES });

test("more than half of the files that count are judged by a sample of them", async () => {
  const lake = await temporaryLake();
  afterAll(() => lake.remove());
  const contracts = feedContracts({
    job: salesJob,
    settings: loadSettings({ env: { S3_BUCKET: "b", MYSQL_DATABASE: "d", MYSQL_USER: "u" } }),
  });
  let [counting, sampled] = [0, 0];
  for (const { key, content, expected } of fixtures) {
    const { feed } = judgeName(key, content.length, contracts);
    if (feed === undefined || !("rows" in expected)) continue;
    const file = { key, etag: await lake.put(key, Buffer.from(content)), sizeBytes: content.length };
    const outcome = await inspectFile(lake, file, feed, { sampleBytes: SAMPLE_BYTES });
    assert.ok(outcome.kind === "inspected");
    counting += 1;
    if (outcome.inspection.sha256.startsWith("etag:")) sampled += 1;
  }
  assert.ok(sampled > counting / 2, `${sampled} of ${counting}`);
});
