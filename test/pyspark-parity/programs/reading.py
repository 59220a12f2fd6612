import datetime
import decimal

from pyspark.sql import functions as F
from pyspark.sql.types import IntegerType, StringType, StructField, StructType


def programs(p):
    read, spark = p.spark.read, p.spark
    schema = StructType([StructField("a", IntegerType(), False), StructField("b", StringType())])
    jdbc = "jdbc:mysql://h/d"
    for name, build in {
        "table": lambda: spark.table("c.d.t"),
        "table with options": lambda: spark.read.option("versionAsOf", 3).table("t"),
        "load": lambda: spark.read.load("p"),
        "load with all": lambda: spark.read.format("csv").schema("a INT").option("header", True).load(["p", "q"]),
        "schema as a type": lambda: spark.read.schema(schema).parquet("p"),
        "options": lambda: spark.read.options(header=True, maxColumns=20, samplingRatio=0.5, sep="|").csv("p"),
        "csv": lambda: spark.read.csv("p"),
        "json": lambda: spark.read.json(["p", "q"]),
        "parquet": lambda: spark.read.parquet("p", "q"),
        "orc": lambda: spark.read.orc("p"),
        "text": lambda: spark.read.text("p"),
        "whole text": lambda: spark.read.text("p", wholetext=True),
        "xml": lambda: spark.read.xml("p", rowTag="r"),
        "jdbc": lambda: spark.read.jdbc(jdbc, "t", properties={"user": "u"}),
        "jdbc by partitions": lambda: spark.read.jdbc(jdbc, "t", "id", 1, 100, 4, properties={"user": "u"}),
        "jdbc by predicates": lambda: spark.read.jdbc(jdbc, "t", predicates=["a < 1", "a >= 1"]),
        "jdbc by options": lambda: spark.read.format("jdbc").option("url", jdbc).option("query", "SELECT 1").load(),
        "range": lambda: spark.range(10),
        "range from": lambda: spark.range(1, 10, 2),
        "range in partitions": lambda: spark.range(0, 10, 1, 3),
        "sql": lambda: spark.sql("SELECT 1"),
        "sql by position": lambda: spark.sql("SELECT ?, ?", [1, "x"]),
        "sql by name": lambda: spark.sql("SELECT :a, :b", {"a": datetime.date(2024, 1, 2), "b": None}),
        "sql of columns": lambda: spark.sql("SELECT :a", {"a": F.array(F.lit(1), F.lit(2))}),
        "sql of a decimal": lambda: spark.sql("SELECT ?", [decimal.Decimal("1.50")]),
        "sql of a frame": lambda: spark.sql("SELECT * FROM {t}", t=p.sales),
    }.items():
        p.program(f"reading: {name}", build)
    for name, build in {
        "explode": lambda: spark.tvf.explode(F.array(F.lit(1))),
        "explode_outer": lambda: spark.tvf.explode_outer(F.col("a")),
        "posexplode": lambda: spark.tvf.posexplode(F.col("a")),
        "posexplode_outer": lambda: spark.tvf.posexplode_outer(F.col("a")),
        "inline": lambda: spark.tvf.inline(F.col("a")),
        "inline_outer": lambda: spark.tvf.inline_outer(F.col("a")),
        "json_tuple": lambda: spark.tvf.json_tuple(F.col("a"), F.lit("x"), F.lit("y")),
        "stack": lambda: spark.tvf.stack(F.lit(2), F.lit(1), F.lit(2)),
        "variant_explode": lambda: spark.tvf.variant_explode(F.col("a")),
        "variant_explode_outer": lambda: spark.tvf.variant_explode_outer(F.col("a")),
        "collations": lambda: spark.tvf.collations(),
        "sql_keywords": lambda: spark.tvf.sql_keywords(),
    }.items():
        p.program(f"table function: {name}", build)
