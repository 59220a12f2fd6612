import assert from "node:assert/strict";
import chromium from "@sparticuz/chromium";
import puppeteer, { type Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { pageHtml } from "../../../src/observability/report/index.ts";
import { samplePage } from "./sample-page.ts";

const NO_BROWSER =
  process.platform === "linux" && process.arch === "x64" ? undefined : "the packaged Chromium is for Linux x64";

describe.skipIf(NO_BROWSER !== undefined)("the page of a run in Chromium", () => {
  const html = pageHtml(samplePage());
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = await chromium.executablePath();
    browser = await puppeteer.launch({ args: chromium.args, executablePath, headless: "shell" });
  });
  afterAll(() => browser.close());

  for (const [width, shown] of [
    [1280, "wide"],
    [768, "wide"],
    [360, "narrow"],
  ] as const) {
    test(`at ${width} pixels: every chart is drawn, nothing is loaded, said or wider than the page`, async () => {
      const page = await browser.newPage();
      const said: string[] = [];
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(String(error)));
      page.on("dialog", (dialog) => said.push(dialog.message()));
      page.on("request", (request) => said.push(request.url()));
      await page.setViewport({ width, height: 900 });
      await page.setContent(html, { waitUntil: "load" });
      const charts = await page.$$eval(`.chart.${shown} svg`, (drawings) =>
        drawings.map((drawing) => [
          drawing.getBoundingClientRect().height > 50,
          drawing.querySelectorAll("path").length > 5,
        ]),
      );
      assert.deepEqual(
        charts,
        Array.from({ length: 4 }, () => [true, true]),
      );
      assert.equal(await page.$$eval("figure details table", (tables) => tables.length), 4);
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width);
      assert.equal(await page.$$eval("script, main img, a[href^='javascript']", (found) => found.length), 0);
      assert.deepEqual(said, []);
      await page.close();
    });
  }
});
