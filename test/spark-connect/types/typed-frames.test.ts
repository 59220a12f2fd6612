import { describe, expectTypeOf, test } from "vitest";
import {
  ArrayType,
  type Column,
  col,
  type DataFrame,
  type Decimal,
  DecimalType,
  desc,
  IntegerType,
  type LocalDate,
  LongType,
  type Row,
  type RowObject,
  type RowOf,
  StringType,
  StructField,
  StructType,
  type Timestamp,
} from "../../../src/spark-connect/index.ts";
import { offlineSession } from "../offline-session.ts";

// `npm run check:types` holds what is said here of types: a wrong one does not compile.

const spark = offlineSession();
const sales = spark.createDataFrame([], "id BIGINT NOT NULL, price DECIMAL(10, 2), day DATE");
const untyped = spark.table("sales");

describe("a schema that is known when the program is compiled types rows:", () => {
  test("DDL", () => {
    type Sale = { readonly id: bigint; readonly price: Decimal | null; readonly day: LocalDate | null };
    expectTypeOf(sales).toEqualTypeOf<DataFrame<Sale>>();
    expectTypeOf(() => sales.collect()).returns.resolves.toEqualTypeOf<readonly Sale[]>();
    expectTypeOf(() => sales.first()).returns.resolves.toEqualTypeOf<Sale | undefined>();
    expectTypeOf(() => spark.emptyDataFrame("a INT").collect()).returns.resolves.toEqualTypeOf<
      readonly { readonly a: number | null }[]
    >();
    expectTypeOf(untyped.to("a STRING")).toEqualTypeOf<DataFrame<{ readonly a: string | null }>>();
  });

  test("DDL with brackets, comments, quoted names and any spacing", () => {
    type Wide = RowOf<`
      tags array<string> comment 'first, second',
      prices MAP<STRING, DECIMAL(10, 2)> NOT NULL,
      \`the day\` Timestamp,
      at STRUCT<x: INT, y: INT>,
      name: VARCHAR(10)
    `>;
    expectTypeOf<Wide>().toEqualTypeOf<{
      readonly tags: readonly (string | null)[] | null;
      readonly prices: ReadonlyMap<string, Decimal | null>;
      readonly "the day": Timestamp | null;
      readonly at: Row | null;
      readonly name: string | null;
    }>();
  });

  test("a single type", () => {
    expectTypeOf<RowOf<"BIGINT">>().toEqualTypeOf<{ readonly value: bigint | null }>();
  });

  test("types as values", () => {
    const schema = StructType([
      StructField("id", LongType, false),
      StructField("price", DecimalType(10, 2)),
      StructField("tags", ArrayType(StringType)),
    ]);
    type Item = RowOf<typeof schema>;
    expectTypeOf<Item["id"]>().toEqualTypeOf<bigint>();
    expectTypeOf<Item["price"]>().toEqualTypeOf<Decimal | null>();
    expectTypeOf(spark.createDataFrame([], schema)).toEqualTypeOf<DataFrame<Item>>();
  });

  test("a schema that is not known leaves rows as they are", () => {
    const ddl: string = "id INT";
    expectTypeOf(spark.createDataFrame([], ddl)).toEqualTypeOf<DataFrame>();
    const fields = [StructField("id", IntegerType)].map((field): StructField => field);
    expectTypeOf(spark.createDataFrame([], StructType(fields))).toEqualTypeOf<DataFrame>();
    expectTypeOf(spark.createDataFrame([{ id: 1 }])).toEqualTypeOf<DataFrame>();
  });
});

describe("the columns of a typed frame", () => {
  test("are known by name, and a wrong one does not compile", () => {
    expectTypeOf(sales.col).toBeCallableWith("price");
    expectTypeOf(() => sales.select("id", "price").collect()).returns.resolves.toEqualTypeOf<
      readonly { readonly id: bigint; readonly price: Decimal | null }[]
    >();
    // @ts-expect-error: there is no such column
    sales.col("prise");
    // @ts-expect-error: there is no such column
    sales.select("id", "prise");
    // @ts-expect-error: there is no such column
    sales.groupBy("prise");
    // @ts-expect-error: there is no such column
    sales.orderBy("prise");
    // @ts-expect-error: there is no such column
    sales.dropDuplicates("prise");
  });

  test("stay known where rows are chosen or sorted, and grow", () => {
    const some = sales.filter(col("id").gt(1)).where("price > 1").orderBy(desc("price"), "id").limit(3).distinct();
    expectTypeOf(some).toEqualTypeOf<typeof sales>();
    const more = sales.withColumn("total", col("price"));
    expectTypeOf(() => more.collect())
      .returns.resolves.items.toHaveProperty("total")
      .toBeUnknown();
    expectTypeOf(() => more.collect())
      .returns.resolves.items.toHaveProperty("id")
      .toEqualTypeOf<bigint>();
  });

  test("may be used wherever any frame may", () => {
    const rename = (frame: DataFrame): DataFrame => frame.withColumnRenamed("id", "sale");
    expectTypeOf(rename).toBeCallableWith(sales);
    expectTypeOf(sales.join(untyped, "id")).toEqualTypeOf<DataFrame>();
  });
});

test("an untyped frame takes any name, and its rows may be said to have any shape", () => {
  expectTypeOf(untyped.col("anything")).toEqualTypeOf<Column>();
  expectTypeOf(() => untyped.select("a", "b.c").collect()).returns.resolves.toEqualTypeOf<readonly RowObject[]>();
  expectTypeOf(untyped.withColumn("a", col("b"))).toEqualTypeOf<DataFrame>();
  expectTypeOf(() => untyped.collect<{ id: number }>()).returns.resolves.toEqualTypeOf<readonly { id: number }[]>();
});
