import assert from "node:assert/strict";
import { afterAll, describe, test } from "vitest";
import { deletePrefix, listPages, mapConcurrent } from "../../src/lake/index.ts";
import { fakeS3 } from "./fake-s3.ts";
import { ODD_NAMES } from "./odd-names.ts";
import { temporaryLake } from "./temporary-lake.ts";

const lake = await temporaryLake();
afterAll(() => lake.remove());

test("more than a thousand objects come page by page, each once and in the order of their keys", async () => {
  const keys = Array.from({ length: 1_005 }, (_, index) => `many/${String(index).padStart(4, "0")}`);
  await mapConcurrent(keys, { concurrency: 16 }, (key) => lake.put(key, key));
  const pages = await Array.fromAsync(listPages(lake, "many/"));
  assert.deepEqual(
    pages.map((page) => page.length),
    [1_000, 5],
  );
  assert.deepEqual(
    pages.flat().map(({ key }) => key),
    keys,
  );
  assert.equal(await deletePrefix(lake, "many/"), 1_005);
  assert.deepEqual(await lake.keys("many/"), []);
});

test("an object is listed with its ETag, size and time", async () => {
  const etag = await lake.put("one/file", "12345");
  const [[object] = []] = await Array.fromAsync(listPages(lake, "one/"));
  assert.deepEqual(
    { ...object, lastModified: object?.lastModified instanceof Date },
    { key: "one/file", etag, sizeBytes: 5, lastModified: true },
  );
});

test("keys come back as they are, whatever their characters", async () => {
  for (const name of ODD_NAMES) await lake.put(`odd/${name}`, name);
  assert.deepEqual(new Set(await lake.keys("odd/")), new Set(ODD_NAMES.map((name) => `odd/${name}`)));
});

test("no object, no page", async () => {
  assert.deepEqual(await Array.fromAsync(listPages(lake, "none/")), []);
});

test("an aborted signal ends the listing with its reason", async () => {
  const reason = new Error("stopped");
  await assert.rejects(listPages(lake, "", AbortSignal.abort(reason)).next(), reason);
});

describe("a listing's keys are decoded as its answer says", () => {
  const keys = async (encodingType: string, ...listed: readonly string[]) => {
    await using s3 = await fakeS3((_, response) => {
      const contents = listed.map((key) => `<Contents><Key>${key}</Key><ETag>"e"</ETag><Size>1</Size></Contents>`);
      response.setHeader("content-type", "application/xml");
      response.end(`<ListBucketResult>${encodingType}${contents.join("")}</ListBucketResult>`);
    });
    return (await Array.fromAsync(listPages(s3.lake, ""))).flat().map(({ key }) => key);
  };

  test("a server that encodes nothing is believed", async () => {
    const listed = ["01:00+00:00/a.csv", "100%.csv", "a%20b.csv", "a b.csv", "日本.csv", "a&amp;b&lt;.csv"];
    assert.deepEqual(await keys("", ...listed), [...listed.slice(0, -1), "a&b<.csv"]);
  });

  test("what is encoded is decoded, characters that XML cannot hold among it", async () => {
    const listed = ["01%3A00%2B00%3A00/a.csv", "a+b%20c.csv", "100%25.csv", "%01%1F%0A.csv", "%E6%97%A5.csv"];
    const decoded = ["01:00+00:00/a.csv", "a b c.csv", "100%.csv", "\u0001\u001f\n.csv", "日.csv"];
    assert.deepEqual(await keys("<EncodingType>url</EncodingType>", ...listed), decoded);
  });

  test("a key that the server says is encoded, and is not, ends no listing", async () => {
    assert.deepEqual(await keys("<EncodingType>url</EncodingType>", "100%.csv", "%FF.csv"), ["100%.csv", "%FF.csv"]);
  });
});
