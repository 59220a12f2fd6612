import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { listPages } from "../../src/lake/index.ts";
import { splitListing } from "../../src/lake/split-listing.ts";
import { startProcess } from "../support/child-process.ts";
import { fakeS3 } from "./fake-s3.ts";

const TIME = "2026-01-02T03:04:05.678Z";
const CONTENT = `<Contents><Key>raw/a%20b.csv</Key><LastModified>${TIME}</LastModified><ETag>&quot;e-1&quot;</ETag><Size>5</Size></Contents>`;
const OBJECT = { Key: "raw/a%20b.csv", LastModified: new Date(TIME), ETag: '"e-1"', Size: 5 };

test("objects are taken out wherever they stand, and the rest of the answer stays as it is", () => {
  const [head, between, tail] = [
    "<?xml version='1.0'?>\n<ListBucketResult xmlns='s3'><Name>b</Name>",
    "\n<!-- c -->",
    "</ListBucketResult>\n",
  ];
  assert.deepEqual(splitListing(`${head}${CONTENT}${CONTENT}${between}${CONTENT}${tail}`), {
    objects: [OBJECT, OBJECT, OBJECT],
    rest: `${head}${between}${tail}`,
  });
  assert.deepEqual(splitListing(`${head}${tail}`), { objects: [], rest: `${head}${tail}` });
  assert.deepEqual(splitListing(`<R>\r\n<Name>😀\r\n</Name>${CONTENT}\r\n${CONTENT}</R>`), {
    objects: [OBJECT, OBJECT],
    rest: "<R>\r\n<Name>😀\r\n</Name>\r\n</R>",
  });
});

describe("an object is read as it is meant", () => {
  const one = (elements: string) => splitListing(`<R>\n<Contents at="1">${elements}</Contents></R>`)?.objects[0];
  test("with elements of its elements, in any order, with blanks between them", () => {
    assert.deepEqual(
      one(
        `\n <Owner><Key>of the owner</Key></Owner>\n <Size>5</Size><ETag>&#34;e-1"</ETag><LastModified>${TIME}</LastModified>\n <Key>raw/a%20b.csv</Key>\n`,
      ),
      OBJECT,
    );
  });
  test("with a text that is escaped, in parts or as a whole", () => {
    assert.equal(one("<Key>a&amp;<![CDATA[<b>]]>&#x65E5;</Key>")?.Key, "a&<b>日");
  });
  test("without what the server does not say", () => {
    assert.deepEqual(one("<Key/>"), { Key: "", ETag: undefined, Size: 0, LastModified: new Date(0) });
  });
});

test("who keeps an object keeps nothing of the listing beside it", async () => {
  const program = `
    import { splitListing } from "./src/lake/split-listing.ts";
    const contents = Array.from({ length: 1_000 }, (_, number) => \`<Contents><Key>raw/sales/sales_data_\${number}.csv</Key><ETag>&quot;\${"e".repeat(32)}&quot;</ETag></Contents>\`);
    const heap = () => (gc(), process.memoryUsage().heapUsed);
    const kept = [splitListing("<R>" + contents.join("") + "</R>").objects[500]];
    const first = heap();
    for (let page = 0; page < 200; page++) kept.push(splitListing("<R>" + page + contents.join("") + "</R>").objects[500]);
    const grown = heap() - first;
    console.log(JSON.stringify({ kept: kept.length, grown }));`;
  const run = await startProcess(process.execPath, ["--expose-gc", "--input-type=module", "--eval", program]).ended;
  assert.equal(run.code, 0, run.stderr);
  const { kept, grown } = JSON.parse(run.stdout);
  assert.equal(kept, 201);
  // The pages are more than 20 MB.
  assert.ok(grown < 5_000_000, `${grown} bytes`);
});

test("an element of that name somewhere else is no object", () => {
  const answer = "<R><Other><Contents><Key>a</Key></Contents></Other></R>";
  assert.deepEqual(splitListing(answer), { objects: [], rest: answer });
});

test.each([
  ["that ends too early", `<R>${CONTENT}`],
  ["with a character that XML cannot hold", "<R><Contents><Key>a\u0001</Key></Contents></R>"],
  ["with a size that is none", "<R><Contents><Key>a</Key><Size>many</Size></Contents></R>"],
  ["with a time that is none", "<R><Contents><Key>a</Key><LastModified>now</LastModified></Contents></R>"],
])("an answer %s is left to the SDK", (_, answer) => {
  assert.equal(splitListing(answer), undefined);
});

describe("what the SDK makes of it", () => {
  const listed = async (answer: string) => {
    await using s3 = await fakeS3((_, response) => {
      response.setHeader("content-type", "application/xml");
      response.end(answer);
    });
    return (await Array.fromAsync(listPages(s3.lake, ""))).flat().map(({ key }) => key);
  };
  test("a key with a character that XML cannot hold is listed all the same", async () => {
    assert.deepEqual(await listed("<R><Contents><Key>a\u0001</Key></Contents></R>"), ["a\u0001"]);
  });
  test("an answer that ends too early is an error, not the end of the listing", async () => {
    await assert.rejects(listed(`<R>${CONTENT}`), { name: "LakeError" });
  });
});
