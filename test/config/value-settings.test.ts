import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { ConfigError, type FeedSettings, type Settings } from "../../src/config/index.ts";
import { feedSettings, loadSettings } from "../support/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "value-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));

function load(content: unknown): Settings {
  const path = join(folder, "settings.json");
  writeFileSync(path, JSON.stringify(content));
  return loadSettings({ file: path, env: { S3_BUCKET: "lake", MYSQL_DATABASE: "sales", MYSQL_USER: "etl" } });
}

test("what a feed's values look like is as the contract says, unless settings say otherwise", () => {
  const settings = load({
    run: { returns: "net" },
    feeds: {
      sales: {
        nullValues: ["\\N", "NULL"],
        decimalSign: ",",
        dateFormats: ["dd.MM.yyyy", "d/M/yyyy", "yyyyMMdd"],
        expect: { currency: "EUR", "price list": "2024 B" },
      },
    },
  });
  const formsOf = ({ nullValues, decimalSign, dateFormats, expect }: FeedSettings) => [
    nullValues,
    decimalSign,
    dateFormats,
    expect,
  ];
  assert.deepEqual(
    [settings.rules["returns"], settings.rules["totalRule"], settings.run.faultyOptionals],
    ["net", "product", "reject"],
  );
  assert.deepEqual(formsOf(feedSettings(settings, "sales")), [
    ["\\N", "NULL"],
    ",",
    ["dd.MM.yyyy", "d/M/yyyy", "yyyyMMdd"],
    { currency: "EUR", "price list": "2024 B" },
  ]);
  assert.deepEqual(formsOf(feedSettings(settings, "stores")), [["\\N"], ".", ["yyyy-MM-dd"], {}]);
});

const LIST = /nullValues: must be a list of texts without blanks around them, such as \["\\\\N", "NULL"\]: value was /;
const FORMATS = /dateFormats: must be formats of yyyy, MM or M, and dd or d, each once, such as .*: value was /;
const EXPECTED = /expect: must give columns their one value as text .* such as \{"currency": "EUR"\}: value was /;

const REFUSED: readonly (readonly [setting: Readonly<Record<string, unknown>>, message: RegExp])[] = [
  [{ nullValues: "NULL" }, LIST],
  [{ nullValues: [""] }, LIST],
  [{ nullValues: [" NULL"] }, LIST],
  [{ nullValues: ["a\nb"] }, LIST],
  [{ nullValues: [null] }, LIST],
  [{ nullValues: ["n,a"] }, /^feeds\.sales\.nullValues has "n,a", which holds the feed's delimiter or quote/],
  [{ nullValues: ['"'] }, /^feeds\.sales\.nullValues has "\\"", which holds/],
  [{ decimalSign: "'" }, /feeds\.sales\.decimalSign/],
  [{ dateFormats: [] }, /dateFormats: must be a list of formats, such as \["dd\.MM\.yyyy"\]/],
  [{ dateFormats: "dd.MM.yyyy" }, /dateFormats: must be a list of formats/],
  [{ dateFormats: ["dd.MM.yy"] }, FORMATS],
  [{ dateFormats: ["dd.MM"] }, FORMATS],
  [{ dateFormats: ["dd.MM.MM.yyyy"] }, FORMATS],
  [{ dateFormats: ["dMyyyy"] }, FORMATS],
  [{ dateFormats: ["yyyyMd"] }, FORMATS],
  [{ dateFormats: ["dd-MMM-yyyy"] }, FORMATS],
  [{ dateFormats: ["dd.MM.yyyy HH:mm"] }, FORMATS],
  [{ expect: ["currency"] }, EXPECTED],
  [{ expect: { currency: 1 } }, EXPECTED],
  [{ expect: { currency: "" } }, EXPECTED],
  [{ expect: { " currency": "EUR" } }, EXPECTED],
];

for (const [setting, message] of REFUSED) {
  test(`${JSON.stringify(setting)} of a feed is refused with what it may be`, () => {
    assert.throws(
      () => load({ feeds: { sales: setting } }),
      (error) => error instanceof ConfigError && message.test(error.message),
    );
  });
}

for (const run of [{ returns: "keep" }, { totalRule: "none" }, { faultyOptionals: "drop" }]) {
  test(`${JSON.stringify(run)} is refused`, () => {
    const [name] = Object.keys(run);
    assert.throws(
      () => load({ run }),
      (error) => error instanceof ConfigError && error.message.includes(`run.${name}`),
    );
  });
}
