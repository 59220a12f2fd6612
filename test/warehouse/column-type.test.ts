import assert from "node:assert/strict";
import { test } from "vitest";
import { holds } from "../../src/warehouse/column-type.ts";

test("a type holds another if it keeps each of its values as it is", () => {
  const pairs: readonly (readonly [present: string, wanted: string, holds: boolean])[] = [
    ["int(11)", "INT NOT NULL", true],
    ["int", "INTEGER", true],
    ["bigint(20)", "INT", true],
    ["smallint(6)", "INT", false],
    ["int(10) unsigned", "INT", false],
    ["varchar(50)", "INT", false],
    ["decimal(20,2)", "DECIMAL(20,2)", true],
    ["decimal(21,2)", "DECIMAL(20,2)", true],
    ["decimal(20,4)", "DECIMAL(20,2)", false],
    ["decimal(10,0)", "DECIMAL(20,2)", false],
    ["double", "DECIMAL(20,2)", false],
    ["varchar(255)", "VARCHAR(255) NULL", true],
    ["varchar(254)", "VARCHAR(255)", false],
    ["char(255)", "VARCHAR(255)", false],
    ["varchar(7)", "CHAR(7)", true],
    ["text", "VARCHAR(1000)", true],
    ["tinytext", "VARCHAR(1000)", false],
    ["text", "TEXT NULL", true],
    ["varchar(9000)", "TEXT", false],
    ["longtext", "JSON NULL", true],
    ["json", "JSON", true],
    ["timestamp(6)", "TIMESTAMP(6) NOT NULL", true],
    ["timestamp", "TIMESTAMP(6)", false],
    ["datetime(6)", "TIMESTAMP(6)", false],
    ["date", "DATE", true],
    ["datetime", "DATE", false],
    ["tinyint(1)", "BOOLEAN", true],
  ];
  const wrong = pairs.filter(([present, wanted, expected]) => holds(present, wanted) !== expected);
  assert.deepEqual(wrong, []);
});
