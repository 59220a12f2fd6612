from pyspark.sql import functions as F
from pyspark.sql.types import ArrayType, DecimalType, LongType, MapType, StringType, StructField, StructType


def programs(p):
    a, b = F.col("a"), F.col("b")
    for name, build in {
        "==": lambda: a == 1,
        "!=": lambda: a != "x",
        "<": lambda: a < b,
        "<=": lambda: a <= 2147483647,
        ">": lambda: a > 2147483648,
        ">=": lambda: a >= -2147483649,
        "<=>": lambda: a.eqNullSafe(None),
        "and": lambda: (a > 1) & (b < 2),
        "and of a value": lambda: a & True,
        "or": lambda: a | b,
        "not": lambda: ~a,
        "negative": lambda: -a,
        "arithmetic": lambda: ((a + 1) * 2 - b) / 4 % 3,
        "a value on the left": lambda: F.lit(1) - a,
        "power": lambda: a**2,
        "bitwise": lambda: a.bitwiseAND(3).bitwiseOR(b).bitwiseXOR(1),
        "between": lambda: a.between(1, b),
        "in values": lambda: a.isin(1, 2, 3),
        "in a list": lambda: a.isin(["x", "y"]),
        "in nothing": lambda: a.isin([]),
        "null tests": lambda: a.isNull() | a.isNotNull() | a.isNaN(),
        "like": lambda: a.like("x%") & a.ilike("y_") & a.rlike("^z"),
        "text tests": lambda: a.contains("x") & a.startswith("y") & a.endswith(b),
        "substr of numbers": lambda: a.substr(1, 3),
        "substr of columns": lambda: a.substr(F.lit(2), b),
        "getField": lambda: a.getField("x"),
        "getItem of a number": lambda: a.getItem(0),
        "getItem of text": lambda: a.getItem("x"),
        "withField": lambda: a.withField("x", F.lit(1)).withField("y.z", b),
        "dropFields": lambda: a.dropFields("x", "y"),
        "cast to a name": lambda: a.cast("decimal(10,2)"),
        "cast to a type": lambda: a.cast(DecimalType(10, 2)),
        "cast to a nested type": lambda: a.cast(
            StructType(
                [
                    StructField("k", MapType(StringType(), LongType()), True),
                    StructField("l", ArrayType(StringType(), False), False),
                ]
            )
        ),
        "try_cast": lambda: a.try_cast("int"),
        "try_cast to a type": lambda: a.try_cast(LongType()),
        "alias": lambda: a.alias("x"),
        "alias with metadata": lambda: a.alias("x", metadata={"comment": "n", "size": 3}),
        "aliases": lambda: F.posexplode("a").alias("x", "y"),
        "case": lambda: F.when(a > 1, "big").when(b > 1, b).otherwise(None),
        "case without else": lambda: F.when(a.isNull(), 0),
        "a qualified name": lambda: F.col("sales.a"),
        "a name in backticks": lambda: F.col("`a.b`"),
        "a nested name": lambda: F.col("a.b.c"),
        "star": lambda: F.col("*"),
        "qualified star": lambda: F.col("sales.*"),
        "sql": lambda: F.expr("a + 1 AS x"),
        "callFunction": lambda: F.call_function("my.function", "a", F.lit(1)),
        "count of all": lambda: F.count("*"),
        "count of a star column": lambda: F.count(F.col("*")),
        "count distinct": lambda: F.count_distinct("a", b),
        "sum distinct": lambda: F.sum_distinct("a"),
        "frame column": lambda: p.sales["a"] + p.sales["b"],
        "frame star": lambda: p.sales["*"],
        "frame column with a dot": lambda: p.sales["a.b"],
        "regex": lambda: p.sales.colRegex("`a.*`"),
        "metadata column": lambda: p.sales.metadataColumn("_metadata"),
        "lambda in a lambda": lambda: F.transform("a", lambda x: F.transform(x, lambda y: y + x)),
        "lambda with index": lambda: F.filter("a", lambda x, i: i > 0),
        "transform": lambda: a.transform(lambda c: c + 1),
        "struct of columns": lambda: F.struct(a, b.alias("c")),
        "outer": lambda: a.outer(),
    }.items():
        p.column(name, build)
    p.program("asc", lambda: p.sales.orderBy(a.asc(), a.asc_nulls_first(), a.asc_nulls_last()))
    p.program("desc", lambda: p.sales.orderBy(a.desc(), a.desc_nulls_first(), a.desc_nulls_last()))
