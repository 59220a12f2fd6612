from pyspark.sql import functions as F


def programs(p):
    sales = p.sales
    total = F.sum("x").alias("total")
    for name, build in {
        "groupBy": lambda: sales.groupBy("a", F.col("b")).agg(total, F.max("y")),
        "groupBy an expression": lambda: sales.groupBy(F.year("day").alias("y")).agg(total),
        "groupBy nothing": lambda: sales.groupBy().agg(total),
        "agg": lambda: sales.agg(total),
        "agg of names": lambda: sales.groupBy("a").agg({"x": "sum", "y": "max"}),
        "agg of a star": lambda: sales.agg({"*": "count"}),
        "count": lambda: sales.groupBy("a").count(),
        "sum": lambda: sales.groupBy("a").sum("x", "y"),
        "avg": lambda: sales.groupBy("a").avg("x"),
        "mean": lambda: sales.groupBy("a").mean("x"),
        "min": lambda: sales.groupBy("a").min("x"),
        "max": lambda: sales.groupBy("a").max("x", "y"),
        "rollup": lambda: sales.rollup("a", "b").agg(total),
        "cube": lambda: sales.cube("a", F.col("b")).agg(total),
        "grouping sets": lambda: sales.groupingSets([["a", "b"], [F.col("a")], []], "a", "b").agg(total),
        "pivot": lambda: sales.groupBy("a").pivot("b").agg(total),
        "pivot of values": lambda: sales.groupBy("a").pivot("b", ["x", "y"]).sum("x"),
        "pivot of numbers": lambda: sales.groupBy("a").pivot("b", [1, 2]).agg(total),
    }.items():
        p.program(f"groups: {name}", build)
