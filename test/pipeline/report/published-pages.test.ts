import assert from "node:assert/strict";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { test } from "vitest";
import { runCli } from "../../support/run-cli.ts";
import { openWorld } from "../../support/world.ts";

/** The pages that an index links to. */
const linksOf = (index: string) => [...index.matchAll(/href="([^"]+\.html)"/g)].map(([, target]) => target);

test("runs put their pages and an index of all into the bucket where the setting says so, and report --publish does it later", async () => {
  await using world = await openWorld();
  const text = async (key: string) => new TextDecoder().decode(await world.read(key));
  await world.land('raw/sales/<img src="x">.csv', "a\n1\n");
  const unpublished = await world.run();
  assert.deepEqual(await world.keys("reports/"), []);

  await world.land("raw/sales/nor.this.csv", "a\n1\n");
  const settings = { ...world.settings, report: { publish: true } };
  const { runId } = (await world.run({ settings })).summary;
  assert.deepEqual(await world.keys("reports/"), [`reports/${runId}.html`, "reports/index.html"]);
  assert.deepEqual(linksOf(await text("reports/index.html")), [`${runId}.html`]);
  assert.match(await text(`reports/${runId}.html`), /nor\.this\.csv/);
  const { ContentType } = await world.s3.send(
    new HeadObjectCommand({ Bucket: world.env["S3_BUCKET"], Key: "reports/index.html" }),
  );
  assert.match(ContentType ?? "", /^text\/html; ?charset=utf-8$/);

  const earlier = unpublished.summary.runId;
  const published = await runCli(["report", "--run", earlier, "--publish"], world.env);
  assert.equal(published.code, 0, published.stderr);
  assert.deepEqual(JSON.parse(published.lastLine), {
    published: `s3://${world.env["S3_BUCKET"]}/reports/${earlier}.html`,
  });
  assert.deepEqual(linksOf(await text("reports/index.html")), [`${runId}.html`, `${earlier}.html`]);
  const page = await text(`reports/${earlier}.html`);
  assert.match(page, /&lt;img src=/);
  assert.doesNotMatch(page, /<img/);
});
