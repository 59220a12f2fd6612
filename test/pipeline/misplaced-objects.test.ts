import assert from "node:assert/strict";
import { test } from "vitest";
import { createLogger } from "../../src/observability/index.ts";
import { countMisplaced } from "../../src/pipeline/misplaced-objects.ts";
import { fakeS3 } from "../lake/fake-s3.ts";
import { loadSettings } from "../support/settings.ts";

const MISPLACED = [
  "raw\\sales\\sales_data_1.csv",
  "sales\\sales_data_1.csv",
  "sales_data_1.csv",
  "Raw/sales/sales_data_1.csv",
  " raw/anything.csv",
  "/raw/sales/sales_data_1.csv",
  "customers/customers.csv",
];
const IN_PLACE = [
  "raw/sales/sales_data_1.csv",
  "processed/sales/batch=1/x.parquet",
  "rawhide/sales_data_1.csv",
  "products/catalogue.pdf",
  "/other/sales_data.csv",
  "notes.txt",
  "_pipeline.json",
];

test("objects beside raw/ that look meant for it are counted, and nothing else of a shared bucket", async () => {
  assert.equal(await misplacedAmong([...MISPLACED, ...IN_PLACE]), MISPLACED.length);
  for (const key of MISPLACED) assert.equal(await misplacedAmong([key, ...IN_PLACE]), 1, key);
});

test("an identity that may list raw/ alone is none the worse", async () => {
  assert.equal(await misplacedAmong(undefined), 0);
});

/** In a bucket of these keys; undefined for one whose top may not be listed. */
async function misplacedAmong(keys: readonly string[] | undefined): Promise<number> {
  await using s3 = await fakeS3((request, response) => {
    response.setHeader("content-type", "application/xml");
    if (keys === undefined) {
      response.statusCode = 403;
      response.end("<Error><Code>AccessDenied</Code><Message>no</Message></Error>");
      return;
    }
    const query = new URL(request.url ?? "", "http://localhost").searchParams;
    response.end(listing(keys, query.get("prefix") ?? "", query.get("delimiter") ?? undefined));
  });
  const settings = loadSettings({ env: { S3_BUCKET: "fake", MYSQL_DATABASE: "d", MYSQL_USER: "u" } });
  const signal = new AbortController().signal;
  return await countMisplaced({ lake: s3.lake, settings, log: createLogger("silent", {}), signal });
}

function listing(keys: readonly string[], prefix: string, delimiter: string | undefined): string {
  const below = keys.filter((key) => key.startsWith(prefix));
  const end = (key: string) => (delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length));
  const folders = new Set(below.filter((key) => end(key) !== -1).map((key) => key.slice(0, end(key) + 1)));
  const contents = below.filter((key) => end(key) === -1);
  return [
    "<ListBucketResult><EncodingType>url</EncodingType>",
    ...[...folders].map((folder) => `<CommonPrefixes><Prefix>${encodeURIComponent(folder)}</Prefix></CommonPrefixes>`),
    ...contents.map((key) => `<Contents><Key>${encodeURIComponent(key)}</Key><Size>1</Size></Contents>`),
    "</ListBucketResult>",
  ].join("");
}
