import assert from "node:assert/strict";
import { describe, test } from "vitest";
import {
  broadcast,
  type ColumnLineage,
  coalesce,
  col,
  count,
  type DataFrame,
  expr,
  type LineageEdge,
  lit,
  planLineage,
  rank,
  round,
  sum,
  throughSources,
  transform,
  Window,
  when,
} from "../../../src/spark-connect/index.ts";
import { offlineSession } from "../offline-session.ts";

const spark = offlineSession();
const sales = () =>
  spark.read.schema("store INT, person INT, price DECIMAL(10,2), day DATE").parquet("s3a://lake/sales/");
const people = () => spark.table("people");

/** `source.column TYPE:SUBTYPE`, sorted; the type DIRECT is left out. */
function told(edges: readonly LineageEdge[]): readonly string[] {
  return edges
    .map(({ source, column, transformation: { type, subtype } }) => {
      const name =
        source.kind === "files" ? "sales" : source.kind === "table" ? source.name : (source.table ?? "query");
      return `${name}.${column} ${type === "DIRECT" ? "" : "by "}${subtype}`;
    })
    .toSorted();
}

function columns(frame: DataFrame): Readonly<Record<string, readonly string[]>> {
  const toldOf = ({ inputs, unknown }: ColumnLineage) => [...told(inputs), ...unknown.map((why) => `? ${why}`)];
  return Object.fromEntries(planLineage(frame).columns.map((column) => [column.name, toldOf(column)]));
}

const rows = (frame: DataFrame) => told(planLineage(frame).rows);

describe("what a plan says of where its columns come from", () => {
  test("a read column is one of the source, a computed one a transformation, a constant nothing", () => {
    const frame = sales().select("Store", col("price").multiply(col("person")).alias("product"), lit(1).alias("one"));
    assert.deepEqual(columns(frame), {
      store: ["sales.store IDENTITY"],
      product: ["sales.person TRANSFORMATION", "sales.price TRANSFORMATION"],
      one: [],
    });
  });

  test("a condition decides, and is no part of the value", () => {
    const frame = sales().select(when(col("day").isNull(), lit(0)).otherwise(col("price")).alias("paid"));
    assert.deepEqual(columns(frame), { paid: ["sales.day by CONDITIONAL", "sales.price TRANSFORMATION"] });
  });

  test("sums are aggregations of what is summed; groups, filters, joins and orders decide about rows", () => {
    const frame = sales()
      .filter(col("day").isNotNull())
      .groupBy("store")
      .agg(sum(col("price").cast("decimal(20,2)")).alias("total"), count(lit(1)).alias("sales"))
      .join(people().select(col("id").alias("known"), "name"), col("store").eq(col("known")), "left")
      .orderBy("name");
    assert.deepEqual(columns(frame), {
      store: ["sales.store IDENTITY"],
      total: ["sales.price AGGREGATION"],
      sales: [],
      known: ["people.id IDENTITY"],
      name: ["people.name IDENTITY"],
    });
    assert.deepEqual(rows(frame), [
      "people.id by JOIN",
      "people.name by SORT",
      "sales.day by FILTER",
      "sales.store by GROUP_BY",
      "sales.store by JOIN",
    ]);
  });

  test("a rank comes of its window, and what it decides comes of the window, too", () => {
    const window = Window.partitionBy("store").orderBy(col("price").desc());
    const frame = sales()
      .withColumn("place", rank().over(window))
      .withColumn("bonus", when(col("place").eq(1), round(col("price"), 1)).otherwise(lit(0)))
      .drop("store", "person", "price", "day");
    assert.deepEqual(columns(frame), {
      place: ["sales.price by WINDOW", "sales.store by WINDOW"],
      bonus: ["sales.price TRANSFORMATION", "sales.price by WINDOW", "sales.store by WINDOW"],
    });
  });

  test("names are followed through renames, aliases, casts of the schema, and names given anew", () => {
    const frame = sales()
      .select("store", "price")
      .alias("s")
      .withColumnRenamed("price", "paid")
      .select(col("s.store"), col("paid"))
      .toDF("shop", "amount")
      .to("amount STRING, shop INT");
    assert.deepEqual(columns(frame), { amount: ["sales.price TRANSFORMATION"], shop: ["sales.store TRANSFORMATION"] });
  });

  test("a union has the inputs of all sides, by position or by name", () => {
    const byPosition = sales().select("store").union(people().select("home"));
    assert.deepEqual(columns(byPosition), { store: ["people.home IDENTITY", "sales.store IDENTITY"] });
    const byName = sales().select("store", "person").unionByName(people().select("person", "store"));
    assert.deepEqual(columns(byName), {
      store: ["people.store IDENTITY", "sales.store IDENTITY"],
      person: ["people.person IDENTITY", "sales.person IDENTITY"],
    });
  });

  test("an outer join on a name has both sides' column, once", () => {
    const frame = sales().select("store").join(people().select("store", "name"), "store", "full");
    assert.deepEqual(columns(frame), {
      store: ["people.store IDENTITY", "sales.store IDENTITY"],
      name: ["people.name IDENTITY"],
    });
  });

  test("the sides of a join are told apart by the frames of their columns", () => {
    const left = sales().select("store", "price");
    const right = people().select("store", "price");
    const frame = left.join(broadcast(right), left.col("store").eq(right.col("store"))).select(right.col("price"));
    assert.deepEqual(columns(frame), { price: ["people.price IDENTITY"] });
    assert.deepEqual(rows(frame), ["people.store by JOIN", "sales.store by JOIN"]);
  });

  test("rows that the driver sends, and the file that a row is of, come from no column", () => {
    const known = spark.createDataFrame([["a", 1]], "path STRING, id INT");
    const frame = sales()
      .select("store", col("_metadata.file_path").alias("file"))
      .join(known, col("file").eq(col("path")))
      .select("store", "id");
    assert.deepEqual(columns(frame), { store: ["sales.store IDENTITY"], id: [] });
    assert.deepEqual(rows(frame), []);
  });

  test("SQL text of names, operators and calls is read", () => {
    const frame = people().select(
      expr("NULLIF(TRIM(CONCAT_WS(' ', first_name, `last.name`)), '')").alias("full_name"),
      expr("home").alias("at"),
    );
    assert.deepEqual(columns(frame), {
      full_name: ["people.first_name TRANSFORMATION", "people.last.name TRANSFORMATION"],
      at: ["people.home IDENTITY"],
    });
  });

  test("what flows through a lambda's array flows into its result", () => {
    const frame = people().select(transform(col("list"), (item) => coalesce(item, col("standard"))).alias("all"));
    assert.deepEqual(columns(frame), { all: ["people.list TRANSFORMATION", "people.standard TRANSFORMATION"] });
  });
});

describe("what a plan does not say", () => {
  for (const text of [
    "CASE WHEN a THEN b END",
    "CAST(a AS INT)",
    "transform(a, x -> x + 1)",
    "(SELECT max(b) FROM c)",
    "sum(a) OVER (PARTITION BY b)",
    "DATE '2024-01-01'",
    "current_date",
    "a -- b",
    'a || "b"',
    "if(a, b, c)",
  ]) {
    test(`the SQL text ${text} has no edge, and is told as unknown`, () => {
      const [column] = planLineage(people().select(expr(text).alias("x"))).columns;
      assert.deepEqual(column?.inputs, []);
      assert.deepEqual(column.unknown, [`the SQL text ${text} is not read`]);
    });
  }

  test("a relation that is not read, and a name that two sides have, are unknown in all that comes of them", () => {
    const turned = people().transpose().select("a");
    assert.deepEqual(columns(turned), { a: ["? a relation of the kind transpose is not read"] });
    const twice = people().join(spark.table("stores")).select("name");
    assert.deepEqual(columns(twice), { name: ["? name may be a column of more than one source"] });
  });

  test("a union with a source whose columns are not listed has none", () => {
    const { columns: known, complete, unknown } = planLineage(sales().union(people()));
    assert.deepEqual(
      { known, complete, unknown },
      {
        known: [],
        complete: false,
        unknown: ["a union of columns that the plan does not list"],
      },
    );
  });

  test("a name that was dropped is no column any more", () => {
    const frame = people().drop("secret").select("secret", "name");
    assert.deepEqual(columns(frame), {
      secret: ["? secret is no column that the plan shows"],
      name: ["people.name IDENTITY"],
    });
  });
});

test("lineage goes through a source to what that one was made of", () => {
  const stored = planLineage(sales().select(col("price").multiply(2).alias("total"), "store"));
  const top = planLineage(spark.table("stored").groupBy("store").agg(sum("total").alias("sum")));
  const through = throughSources(top, (source, name) => {
    const column = stored.columns.find((one) => source.kind === "table" && one.name === name);
    return column && { edges: column.inputs, unknown: column.unknown };
  });
  assert.deepEqual(
    through.columns.map(({ name, inputs }) => [name, told(inputs)]),
    [
      ["store", ["sales.store IDENTITY"]],
      ["sum", ["sales.price AGGREGATION"]],
    ],
  );
  assert.deepEqual(told(through.rows), ["sales.store by GROUP_BY"]);
});
