from pyspark.sql import functions as F


def programs(p):
    sales = p.sales
    write, to = lambda: sales.write, lambda: sales.writeTo("c.d.t")
    matched = F.col("s.id") == F.col("t.id")
    merge = lambda: sales.mergeInto("t", matched)  # noqa: E731
    for name, build in {
        "parquet": lambda: write().parquet("p"),
        "parquet overwrite": lambda: write().mode("overwrite").parquet("p"),
        "csv": lambda: write().option("header", True).mode("append").csv("p"),
        "json": lambda: write().mode("ignore").json("p"),
        "orc": lambda: write().mode("error").orc("p"),
        "text": lambda: write().text("p"),
        "xml": lambda: write().option("rowTag", "r").xml("p"),
        "save": lambda: write().format("delta").save("p"),
        "save nowhere": lambda: write().format("noop").mode("overwrite").save(),
        "options": lambda: write().options(a=1, b=False, c="x").format("f").save("p"),
        "partitionBy": lambda: write().partitionBy("a", "b").parquet("p"),
        "clusterBy": lambda: write().clusterBy("a", "b").saveAsTable("t"),
        "buckets": lambda: write().bucketBy(4, "a", "b").sortBy("c").saveAsTable("t"),
        "saveAsTable": lambda: write().mode("append").saveAsTable("d.t"),
        "insertInto": lambda: write().insertInto("t"),
        "insertInto overwrite": lambda: write().mode("overwrite").insertInto("t"),
        "jdbc": lambda: write().mode("append").jdbc("jdbc:mysql://h/d", "t", properties={"user": "u"}),
        "to create": lambda: to().using("parquet").partitionedBy("a", F.col("b")).create(),
        "to create with properties": lambda: to().tableProperty("k", "v").option("o", 1).options(p="q").create(),
        "to create partitions of time": lambda: to().partitionedBy(F.years("d"), F.bucket(4, "a")).create(),
        "to create clusters": lambda: to().clusterBy("a", "b").create(),
        "to replace": lambda: to().replace(),
        "to createOrReplace": lambda: to().createOrReplace(),
        "to append": lambda: to().append(),
        "to overwrite": lambda: to().overwrite(F.col("a") == 1),
        "to overwritePartitions": lambda: to().overwritePartitions(),
        "merge all": lambda: merge().whenMatched().updateAll().whenNotMatched().insertAll().merge(),
        "merge some": lambda: merge()
        .whenMatched(F.col("s.x") > 1)
        .update({"x": F.col("s.x")})
        .whenMatched()
        .delete()
        .whenNotMatched(F.col("s.x") > 2)
        .insert({"id": F.col("s.id"), "x": F.lit(0)})
        .whenNotMatchedBySource(F.col("t.x") > 3)
        .update({"x": F.lit(None)})
        .whenNotMatchedBySource()
        .delete()
        .withSchemaEvolution()
        .merge(),
        "temp view": lambda: sales.createTempView("v"),
        "replaced temp view": lambda: sales.createOrReplaceTempView("v"),
        "global temp view": lambda: sales.createGlobalTempView("v"),
        "replaced global temp view": lambda: sales.createOrReplaceGlobalTempView("v"),
        "checkpoint": lambda: sales.checkpoint(),
        "lazy checkpoint": lambda: sales.checkpoint(False),
        "local checkpoint": lambda: sales.localCheckpoint(),
    }.items():
        p.program(f"writing: {name}", build)
    catalog = p.spark.catalog
    for name, build in {
        "currentCatalog": lambda: catalog.currentCatalog(),
        "setCurrentCatalog": lambda: catalog.setCurrentCatalog("c"),
        "listCatalogs": lambda: catalog.listCatalogs("c*"),
        "currentDatabase": lambda: catalog.currentDatabase(),
        "setCurrentDatabase": lambda: catalog.setCurrentDatabase("d"),
        "listDatabases": lambda: catalog.listDatabases(),
        "getDatabase": lambda: catalog.getDatabase("d"),
        "databaseExists": lambda: catalog.databaseExists("d"),
        "listTables": lambda: catalog.listTables("d", "t*"),
        "getTable": lambda: catalog.getTable("t"),
        "tableExists": lambda: catalog.tableExists("t", "d"),
        "listColumns": lambda: catalog.listColumns("t"),
        "listFunctions": lambda: catalog.listFunctions("d"),
        "getFunction": lambda: catalog.getFunction("f"),
        "functionExists": lambda: catalog.functionExists("f", "d"),
        "dropTempView": lambda: catalog.dropTempView("v"),
        "dropGlobalTempView": lambda: catalog.dropGlobalTempView("v"),
        "recoverPartitions": lambda: catalog.recoverPartitions("t"),
        "isCached": lambda: catalog.isCached("t"),
        "cacheTable": lambda: catalog.cacheTable("t"),
        "uncacheTable": lambda: catalog.uncacheTable("t"),
        "clearCache": lambda: catalog.clearCache(),
        "refreshTable": lambda: catalog.refreshTable("t"),
        "refreshByPath": lambda: catalog.refreshByPath("p"),
        "createTable": lambda: catalog.createTable("t", "p", "csv", description="n", header="true"),
    }.items():
        p.program(f"catalog: {name}", build)
