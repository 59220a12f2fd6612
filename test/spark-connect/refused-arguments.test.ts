import assert from "node:assert/strict";
import { test } from "vitest";
import * as F from "../../src/spark-connect/index.ts";
import { offlineSession } from "./offline-session.ts";

// What a program in JavaScript, or a cast, passes where the types do not allow it.

const spark = offlineSession();
const sales = spark.table("sales");
const { read } = spark;
const { write } = sales;
const groups = sales.groupBy("a");

/** A method, its arguments, and what the error says. */
const REFUSED: readonly (readonly [object: object, method: string, args: readonly unknown[], message: RegExp])[] = [
  [sales, "select", [1], /Expected a column or the name of one, got the number 1\. Make a column of a value with lit/],
  [sales, "select", [undefined], /got undefined\. Is an argument missing\?/],
  [sales, "select", [{ a: 1 }], /got an object with the keys a/],
  [sales, "select", [[["a"]]], /got an array\. Pass the columns one by one, or in one list/],
  [sales, "drop", [1], /got the number 1/],
  [sales, "filter", [true], /Expected a column, got the boolean true/],
  [sales, "withColumn", ["a", "b"], /Expected a column, got the text "b"\. Make one of a name with col/],
  [sales, "withColumns", ["a"], /Expected an object, a Map or pairs of names and values, got the text "a"/],
  [sales, "toDF", [["a", 1]], /Expected the name of a column as text, got the number 1/],
  [sales, "dropDuplicates", [F.col("a")], /Expected the name of a column as text, got a Column/],
  [sales, "dropna", [["a"]], /expected \{ how, thresh, subset \}, got an array/],
  [sales, "dropna", ["some"], /How rows are dropped: expected one of any, all, got the text "some"/],
  [sales, "sampleBy", ["a", "b"], /sampleBy: expected a Map, pairs or an object, got the text "b"/],
  [sales, "sampleBy", ["a", { 0: 0.1 }], /sampleBy: an object's key 0 is text in JavaScript.*new Map\(\[\[0, …\]\]\)/],
  [sales, "replace", [{ 1: "x" }], /replace: an object's key 1 is text/],
  [sales, "join", [sales, ["a", F.col("b")]], /the text "a" does not go with the others/],
  [sales, "join", [sales, "a", "sideways"], /The kind of a join: expected one of inner, .*got the text "sideways"/],
  [sales, "fillna", [{ a: null }], /fillna: expected text, a number or a truth value, got null/],
  [F.col("a"), "alias", [1], /Expected the name of a column as text, got the number 1/],
  [F.col("a"), "eq", [undefined], /No literal can be made from undefined/],
  [F.col("a"), "withField", ["x", 1], /Expected a column, got the number 1/],
  [sales, "observe", ["o", "a"], /Expected a column, got the text "a"/],
  [groups, "agg", ["a"], /Expected an object, a Map or pairs/],
  [groups, "sum", [F.col("a")], /Expected the name of a column as text, got a Column/],
  [write, "mode", ["replace"], /The mode of a writer: expected one of append, .*got the text "replace"/],
  [write, "options", ["header"], /Expected an object, a Map or pairs/],
  [write, "partitionBy", [F.col("a")], /Expected the name of a column as text, got a Column/],
  [read, "option", ["a", {}], /The option a must be text, a number, true or false, not an object/],
  [read, "csv", ["p", { tags: ["nightly"] }], /The option tags must be text, a number, true or false, not an array/],
  [
    read,
    "jdbc",
    ["jdbc:mysql://h/d"],
    /expected the name of a table, got undefined\. For a query use jdbc\(\{ url, query \}\)/,
  ],
  [F, "lit", [{}], /No literal can be made from an object with the keys \. Say its type/],
  [F, "lit", [undefined], /No literal can be made from undefined\. Is an argument missing\?/],
  [F, "lit", [[F.col("a")]], /No literal can be made from a Column/],
  [F, "when", [true, 1], /Expected a column, got the boolean true/],
  [F, "upper", [1], /Expected a column or the name of one, got the number 1/],
  [F, "transform", ["a", () => F.lit(1)], /declare one or two parameters, without defaults; it has 0/],
  [F, "exists", ["a", "b"], /Expected a function of columns, got the text "b"/],
  [F, "exists", ["a", () => true], /Expected a column, got the boolean true/],
];

for (const [object, method, args, message] of REFUSED) {
  test(`${method}(${args.map((arg) => (typeof arg === "object" ? "…" : String(arg)))}) is refused: ${message.source.slice(0, 40)}`, () => {
    const called: unknown = Reflect.get(object, method);
    assert.ok(typeof called === "function");
    assert.throws(() => Reflect.apply(called, object, args), { message });
  });
}

test("words that PySpark takes in any case are taken so", () => {
  const sent = (how: string): unknown => {
    const table = offlineSession().table("sales");
    const joined: unknown = Reflect.apply(table.join, table, [table, "a", how]);
    return joined instanceof F.DataFrame ? joined.toPlanJson() : joined;
  };
  assert.deepEqual(sent("LEFT_OUTER"), sent("left"));
  assert.deepEqual(sent("leftOuter"), sent("left"));
});

test("what an action is given is looked at too", async () => {
  const rejected = async (object: object, method: string, args: readonly unknown[], message: RegExp) => {
    const called: unknown = Reflect.get(object, method);
    assert.ok(typeof called === "function");
    await assert.rejects(Reflect.apply(called, object, args), { name: "TypeError", message });
  };
  await rejected(
    sales,
    "persist",
    ["MEMORY_ONLY"],
    /Expected a storage level such as StorageLevel\.MEMORY_ONLY, got the text/,
  );
  await rejected(sales, "localCheckpoint", [true, "DISK_ONLY"], /Expected a storage level/);
  await rejected(spark.catalog, "createTable", ["t", "path"], /createTable: expected \{ path, .* got the text "path"/);
  await rejected(spark.conf, "set", ["a", null], /The setting a must be text, .* not null/);
});

test("a set of a grouping set may be one name, and several aliases are those of several columns", () => {
  const table = offlineSession().table("sales");
  const sets: unknown = Reflect.apply(table.groupingSets, table, [["store"], "store"]);
  assert.ok(sets instanceof F.GroupedData);
  assert.match(
    JSON.stringify(sets.count().toPlanJson()),
    /"groupingSet":\[\{"unresolvedAttribute":\{"unparsedIdentifier":"store"/,
  );
  assert.deepEqual(F.posexplode("a").alias("x", "y").expression, F.posexplode("a").aliases("x", "y").expression);
  assert.deepEqual(F.col("a").isin(new Set([1, 2])).expression, F.col("a").isin([1, 2]).expression);
});
