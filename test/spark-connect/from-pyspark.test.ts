import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import * as client from "../../src/spark-connect/index.ts";
import { PYSPARK_NAMES } from "../pyspark-parity/pyspark-names.ts";
import { offlineSession } from "./offline-session.ts";

const document = readFileSync(join(import.meta.dirname, "../../docs/spark-connect-from-pyspark.md"), "utf8");

/** Where a class has another name here. */
const CLASSES: Readonly<Record<string, string>> = {
  RuntimeConfig: "SessionConfig",
  TableValuedFunction: "TableValuedFunctions",
};
const spark = offlineSession();

/** PySpark's names that are not here in camelCase, on the class of the same name. */
const elsewhere = Object.entries(PYSPARK_NAMES).flatMap(([owner, names]) =>
  names.filter((name) => !isHere(owner, camelCase(name))).map((name) => `${owner}.${name}`),
);

describe("the document for those who come from PySpark", () => {
  test("names or leaves out exactly what is not here by PySpark's name", () => {
    const listed = [...namesBelow("Names"), ...namesBelow("Left out")];
    assert.deepEqual(listed.toSorted(), elsewhere.toSorted());
  });

  test("leaves out nothing that is here by another form of its name", () => {
    for (const name of namesBelow("Left out")) {
      const [owner = "", member = ""] = name.split(".");
      const similar = membersOf(owner).filter((here) => here.toLowerCase() === camelCase(member).toLowerCase());
      assert.deepEqual(similar, [], name);
    }
  });

  test("names only operators that a column has", () => {
    const [, section = ""] = document.split("\n## Operators\n");
    const [table = ""] = section.split("\n## ");
    const methods = [...table.matchAll(/`a\.(\w+)\(/g)].map(([, method = ""]) => method);
    assert.ok(methods.length > 15);
    for (const method of methods) assert.ok(method in client.Column.prototype, method);
  });
});

function namesBelow(heading: string): readonly string[] {
  const section = document.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const first = [...section.matchAll(/^\| (`.*?`) \| .* \|$/gm)].map(([, cell = ""]) => cell);
  return first.flatMap((cell) => cell.replaceAll("`", "").split(", "));
}

function isHere(owner: string, name: string): boolean {
  return membersOf(owner).includes(name);
}

/** Of the class, its prototype and an instance; of `types`, the exports. */
function membersOf(owner: string): readonly string[] {
  if (owner === "types") return Object.keys(client);
  const here: unknown = Object.entries(client).find(([name]) => name === (CLASSES[owner] ?? owner))?.[1];
  const instance = owner === "SparkSession" ? spark : undefined;
  const prototype = typeof here === "function" ? here.prototype : undefined;
  return [here, prototype, instance].flatMap((object) =>
    object === undefined || object === null ? [] : Object.getOwnPropertyNames(object),
  );
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
