from pyspark.sql import functions as F


def programs(p):
    sales, stores = p.sales, p.stores
    same = sales["id"] == stores["id"]
    for name, build in {
        "join without a condition": lambda: sales.join(stores),
        "join on a name": lambda: sales.join(stores, "id"),
        "join on names": lambda: sales.join(stores, ["id", "day"], "left"),
        "join on a condition": lambda: sales.join(stores, same, "inner"),
        "join on conditions": lambda: sales.join(stores, [same, F.col("x") > 1, F.col("y") > 2], "right"),
        "join of itself": lambda: sales.alias("l").join(sales.alias("r"), F.col("l.id") == F.col("r.parent"), "left"),
        "crossJoin": lambda: sales.crossJoin(stores),
        "union": lambda: sales.union(stores),
        "unionAll": lambda: sales.unionAll(stores),
        "unionByName": lambda: sales.unionByName(stores),
        "unionByName with missing columns": lambda: sales.unionByName(stores, allowMissingColumns=True),
        "intersect": lambda: sales.intersect(stores),
        "intersectAll": lambda: sales.intersectAll(stores),
        "subtract": lambda: sales.subtract(stores),
        "exceptAll": lambda: sales.exceptAll(stores),
        "lateralJoin": lambda: sales.lateralJoin(p.spark.tvf.explode(F.col("items").outer())),
        "lateralJoin with a condition": lambda: sales.lateralJoin(
            stores.filter(F.col("id") == F.col("sales.id").outer()), F.col("x") > 1, "left"
        ),
        "as-of join": lambda: sales._joinAsOf(stores, "t", "u"),
        "as-of join with all": lambda: sales._joinAsOf(
            stores,
            leftAsOfColumn=sales["t"],
            rightAsOfColumn="u",
            on=["id"],
            how="left",
            tolerance=F.lit(3),
            allowExactMatches=False,
            direction="nearest",
        ),
        "scalar subquery": lambda: sales.select("a", stores.agg(F.max("x")).scalar().alias("m")),
        "exists subquery": lambda: sales.where(stores.where(F.col("id") == F.col("sales.id").outer()).exists()),
        "in subquery": lambda: sales.where(F.col("id").isin(stores.select("id"))),
        "in subquery of a row": lambda: sales.where(F.struct("id", F.col("day")).isin(stores.select("id", "day"))),
        "subquery in withColumn": lambda: sales.withColumn("m", stores.select("x").scalar()),
        "subquery in sort": lambda: sales.orderBy(stores.select("x").scalar()),
        "two subqueries": lambda: sales.where(
            (F.col("a") > stores.select("x").scalar()) & F.col("b").isin(stores.select("y"))
        ),
        "subquery in a subquery": lambda: sales.where(
            F.col("a") > stores.where(F.col("x") == sales.agg(F.max("a")).scalar()).select("y").scalar()
        ),
    }.items():
        p.program(f"frames: {name}", build)
    for how in [
        "inner", "outer", "full", "fullouter", "full_outer", "left", "leftouter", "left_outer", "right", "rightouter",
        "right_outer", "semi", "leftsemi", "left_semi", "anti", "leftanti", "left_anti", "cross",
    ]:  # fmt: skip
        p.program(f"join: {how}", lambda how=how: sales.join(stores, same, how))
