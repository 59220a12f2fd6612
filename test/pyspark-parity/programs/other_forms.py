from pyspark import StorageLevel
from pyspark.sql import Window
from pyspark.sql import functions as F

# Forms that PySpark takes beside those in the other files: lists, keywords, names that differ.


def programs(p):
    sales, spark = p.sales, p.spark
    least, largest = -(2**63), 2**63 - 1
    for name, build in {
        "select a list": lambda: sales.select(["a", F.col("b")]),
        "selectExpr of a list": lambda: sales.selectExpr(["a + 1", "b"]),
        "groupBy a list": lambda: sales.groupBy(["a", F.col("b")]).count(),
        "groups without names": lambda: sales.groupBy("a").max(),
        "orderBy a list": lambda: sales.orderBy(["a", F.col("b").desc()]),
        "orderBy descending": lambda: sales.orderBy("a", "b", ascending=False),
        "orderBy in directions": lambda: sales.orderBy(["a", "b"], ascending=[False, True]),
        "sort within partitions of a list": lambda: sales.sortWithinPartitions(["a", "b"], ascending=False),
        "describe a list": lambda: sales.describe(["a", "b"]),
        "dropna in order": lambda: sales.dropna("all", 2, ["a", "b"]),
        "sampleBy of numbers": lambda: sales.sampleBy("a", {0: 0.1, 1: 0.5}, 7),
        "withColumns whose names look like numbers": lambda: sales.withColumns(
            {"b": F.lit(1), "2024": F.lit(2), "2023": F.lit(3)}
        ),
        "agg of names that look like numbers": lambda: sales.groupBy("a").agg({"b": "sum", "2024": "max"}),
        "join of a kind in capitals": lambda: sales.join(p.stores, "a", "LEFT_OUTER"),
        "csv with options": lambda: spark.read.csv("p", schema="a INT", header=True, sep="|"),
        "json with options": lambda: spark.read.json(["p", "q"], multiLine=True),
        "parquet with options": lambda: spark.read.parquet("p", mergeSchema=True),
        "orc with options": lambda: spark.read.orc("p", mergeSchema=True),
        "text with options": lambda: spark.read.text("p", wholetext=True, lineSep="|"),
        "load with options": lambda: spark.read.load("p", format="csv", header=True),
        "an option taken away": lambda: spark.read.option("a", 1).option("a", None).parquet("p"),
        "jdbc with properties": lambda: spark.read.jdbc("jdbc:h", "t", predicates=["a = 1"], properties={"user": "u"}),
        "write csv with options": lambda: sales.write.csv("p", mode="append", header=True),
        "write parquet with options": lambda: sales.write.parquet(
            "p", mode="overwrite", partitionBy=["a", "b"], compression="zstd"
        ),
        "write json with options": lambda: sales.write.json("p", compression="gzip"),
        "save with options": lambda: sales.write.save("p", format="csv", mode="append", partitionBy="a", header=True),
        "saveAsTable with options": lambda: sales.write.saveAsTable("t", format="orc", mode="ignore"),
        "partitionBy a list": lambda: sales.write.partitionBy(["a", "b"]).parquet("p"),
        "buckets of lists": lambda: sales.write.bucketBy(4, ["a", "b"]).sortBy(["c", "d"]).saveAsTable("t"),
        "insertInto that overwrites": lambda: sales.write.insertInto("t", True),
        "insertInto that appends": lambda: sales.write.insertInto("t", False),
        "write jdbc with properties": lambda: sales.write.jdbc("jdbc:h", "t", mode="append", properties={"user": "u"}),
        "range as a table function": lambda: spark.tvf.range(1, 10, 2, 3),
        "sql of a column": lambda: spark.sql("SELECT {c} FROM sales", c=F.col("a")),
        "head": lambda: sales.head(3),
        "show": lambda: sales.show(5, False, True),
        "local checkpoint at a level": lambda: sales.localCheckpoint(False, StorageLevel.MEMORY_ONLY_2),
        "cacheTable in memory": lambda: spark.catalog.cacheTable("t", StorageLevel.MEMORY_ONLY),
        "cacheTable in memory and on disk": lambda: spark.catalog.cacheTable("t", StorageLevel.MEMORY_AND_DISK),
        "cacheTable deserialized": lambda: spark.catalog.cacheTable("t", StorageLevel.MEMORY_AND_DISK_DESER),
        "cacheTable off the heap": lambda: spark.catalog.cacheTable("t", StorageLevel.OFF_HEAP),
        "cacheTable thrice": lambda: spark.catalog.cacheTable("t", StorageLevel.DISK_ONLY_3),
    }.items():
        p.program(f"other form: {name}", build)
    a = F.col("a")
    for name, build in {
        "astype": lambda: a.astype("int"),
        "name": lambda: a.name("x"),
        "startswith": lambda: a.startswith("x") & a.endswith("y"),
        "functions of lists": lambda: F.struct(F.array(["a", "b"]), F.create_map(["a", "b"]), F.map_concat(["m", "n"])),
        "lambda that needs one of two": lambda: F.transform_keys("m", lambda k, v: k),
        "merge that needs one of two": lambda: F.aggregate("a", F.lit(0), lambda acc, x: acc),
        "convert_timezone without a source": lambda: F.convert_timezone(None, F.lit("UTC"), "t"),
        "lit of a large float": lambda: F.lit(1e300),
        "window of lists": lambda: F.sum("x").over(Window.partitionBy(["a", "b"]).orderBy(["c", "d"])),
        "rows from the least INT": lambda: F.sum("x").over(Window.orderBy("a").rowsBetween(-2147483648, 2147483647)),
        "rows from the least BIGINT": lambda: F.sum("x").over(Window.orderBy("a").rowsBetween(least, largest)),
    }.items():
        p.column(f"other form: {name}", build)
