import * as F from "../../../src/spark-connect/index.ts";
import type { Programs } from "../programs.ts";

export function programs(p: Programs): void {
  const { sales } = p;
  const { write } = sales;
  const { col } = F;
  const to = sales.writeTo("c.d.t");
  const merge = sales.mergeInto("t", col("s.id").eq(col("t.id")));
  const writers: Readonly<Record<string, () => Promise<unknown>>> = {
    parquet: () => write.parquet("p"),
    "parquet overwrite": () => write.mode("overwrite").parquet("p"),
    csv: () => write.option("header", true).mode("append").csv("p"),
    json: () => write.mode("ignore").json("p"),
    orc: () => write.mode("error").orc("p"),
    text: () => write.text("p"),
    xml: () => write.option("rowTag", "r").xml("p"),
    save: () => write.format("delta").save("p"),
    "save nowhere": () => write.noop(),
    options: () => write.options({ a: 1, b: false, c: "x" }).format("f").save("p"),
    partitionBy: () => write.partitionBy("a", "b").parquet("p"),
    clusterBy: () => write.clusterBy("a", "b").saveAsTable("t"),
    buckets: () => write.bucketBy(4, "a", "b").sortBy("c").saveAsTable("t"),
    saveAsTable: () => write.mode("append").saveAsTable("d.t"),
    insertInto: () => write.insertInto("t"),
    "insertInto overwrite": () => write.mode("overwrite").insertInto("t"),
    jdbc: () => write.mode("append").jdbc({ url: "jdbc:mysql://h/d", dbtable: "t", user: "u" }),
    "to create": () => to.using("parquet").partitionedBy("a", col("b")).create(),
    "to create with properties": () => to.tableProperty("k", "v").option("o", 1).options({ p: "q" }).create(),
    "to create partitions of time": () => to.partitionedBy(F.years("d"), F.bucket(4, "a")).create(),
    "to create clusters": () => to.clusterBy("a", "b").create(),
    "to replace": () => to.replace(),
    "to createOrReplace": () => to.createOrReplace(),
    "to append": () => to.append(),
    "to overwrite": () => to.overwrite(col("a").eq(1)),
    "to overwritePartitions": () => to.overwritePartitions(),
    "merge all": () => merge.whenMatched().updateAll().whenNotMatched().insertAll().merge(),
    "merge some": () =>
      merge
        .whenMatched(col("s.x").gt(1))
        .update({ x: col("s.x") })
        .whenMatched()
        .delete()
        .whenNotMatched(col("s.x").gt(2))
        .insert({ id: col("s.id"), x: F.lit(0) })
        .whenNotMatchedBySource(col("t.x").gt(3))
        .update({ x: F.lit(null) })
        .whenNotMatchedBySource()
        .delete()
        .withSchemaEvolution()
        .merge(),
    "temp view": () => sales.createTempView("v"),
    "replaced temp view": () => sales.createOrReplaceTempView("v"),
    "global temp view": () => sales.createGlobalTempView("v"),
    "replaced global temp view": () => sales.createOrReplaceGlobalTempView("v"),
    checkpoint: () => sales.checkpoint(),
    "lazy checkpoint": () => sales.checkpoint(false),
    "local checkpoint": () => sales.localCheckpoint(),
  };
  for (const [name, build] of Object.entries(writers)) p.program(`writing: ${name}`, build);
  const { catalog } = p.spark;
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    currentCatalog: () => catalog.currentCatalog(),
    setCurrentCatalog: () => catalog.setCurrentCatalog("c"),
    listCatalogs: () => catalog.listCatalogs("c*"),
    currentDatabase: () => catalog.currentDatabase(),
    setCurrentDatabase: () => catalog.setCurrentDatabase("d"),
    listDatabases: () => catalog.listDatabases(),
    getDatabase: () => catalog.getDatabase("d"),
    databaseExists: () => catalog.databaseExists("d"),
    listTables: () => catalog.listTables("d", "t*"),
    getTable: () => catalog.getTable("t"),
    tableExists: () => catalog.tableExists("t", "d"),
    listColumns: () => catalog.listColumns("t"),
    listFunctions: () => catalog.listFunctions("d"),
    getFunction: () => catalog.getFunction("f"),
    functionExists: () => catalog.functionExists("f", "d"),
    dropTempView: () => catalog.dropTempView("v"),
    dropGlobalTempView: () => catalog.dropGlobalTempView("v"),
    recoverPartitions: () => catalog.recoverPartitions("t"),
    isCached: () => catalog.isCached("t"),
    cacheTable: () => catalog.cacheTable("t"),
    uncacheTable: () => catalog.uncacheTable("t"),
    clearCache: () => catalog.clearCache(),
    refreshTable: () => catalog.refreshTable("t"),
    refreshByPath: () => catalog.refreshByPath("p"),
    createTable: () =>
      catalog.createTable("t", { path: "p", source: "csv", description: "n", options: { header: "true" } }),
  };
  for (const [name, build] of Object.entries(calls)) p.program(`catalog: ${name}`, build);
}
