from pyspark.sql import Window
from pyspark.sql import functions as F


def programs(p):
    by = Window.partitionBy("a", F.col("b"))
    ordered = by.orderBy("c", F.desc("d"), F.col("e").asc_nulls_last())
    first, last = Window.unboundedPreceding, Window.unboundedFollowing
    for name, window in {
        "partition": by,
        "order": Window.orderBy(F.col("a") + 1),
        "no frame": ordered,
        "rows": ordered.rowsBetween(-2, 3),
        "rows to the current one": ordered.rowsBetween(first, Window.currentRow),
        "all rows": ordered.rowsBetween(first, last),
        "range": Window.orderBy("a").rangeBetween(-7, 0),
        "range of large distances": Window.orderBy("a").rangeBetween(-3000000000, 3000000000),
        "whole range": Window.partitionBy("a").rangeBetween(first, last),
        "frame first": Window.rowsBetween(0, 1).partitionBy("a"),
    }.items():
        p.column(f"window: {name}", lambda window=window: F.sum("x").over(window))
    p.column("window: rank", lambda: F.rank().over(ordered))
    p.column("window: lag", lambda: F.lag("a", 2, 0).over(ordered).alias("before"))
