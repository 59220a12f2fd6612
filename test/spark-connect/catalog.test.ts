import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type JsonObject, toJson } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, test } from "vitest";
import { PlanSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import { type Catalog, type SparkSession, StorageLevel } from "../../src/spark-connect/index.ts";
import { relation } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { Offline, recordingSession } from "./offline-session.ts";

type Call = readonly [(catalog: Catalog) => Promise<unknown>, JsonObject];

const CALLS: readonly Call[] = [
  [(catalog) => catalog.currentCatalog(), { currentCatalog: {} }],
  [(catalog) => catalog.setCurrentCatalog("c"), { setCurrentCatalog: { catalogName: "c" } }],
  [(catalog) => catalog.listCatalogs(), { listCatalogs: {} }],
  [(catalog) => catalog.listCatalogs("c*"), { listCatalogs: { pattern: "c*" } }],
  [(catalog) => catalog.currentDatabase(), { currentDatabase: {} }],
  [(catalog) => catalog.setCurrentDatabase("d"), { setCurrentDatabase: { dbName: "d" } }],
  [(catalog) => catalog.listDatabases("d*"), { listDatabases: { pattern: "d*" } }],
  [(catalog) => catalog.getDatabase("d"), { getDatabase: { dbName: "d" } }],
  [(catalog) => catalog.databaseExists("d"), { databaseExists: { dbName: "d" } }],
  [(catalog) => catalog.listTables(), { listTables: {} }],
  [(catalog) => catalog.listTables("d", "t*"), { listTables: { dbName: "d", pattern: "t*" } }],
  [(catalog) => catalog.getTable("d.t"), { getTable: { tableName: "d.t" } }],
  [(catalog) => catalog.tableExists("t", "d"), { tableExists: { tableName: "t", dbName: "d" } }],
  [(catalog) => catalog.listColumns("t"), { listColumns: { tableName: "t" } }],
  [(catalog) => catalog.listFunctions("d", "f*"), { listFunctions: { dbName: "d", pattern: "f*" } }],
  [(catalog) => catalog.getFunction("f"), { getFunction: { functionName: "f" } }],
  [(catalog) => catalog.functionExists("f"), { functionExists: { functionName: "f" } }],
  [(catalog) => catalog.createTable("t"), { createTable: { tableName: "t" } }],
  [
    (catalog) =>
      catalog.createTable("t", {
        path: "/p",
        source: "csv",
        schema: "a INT NOT NULL",
        description: "x",
        options: { header: true },
      }),
    {
      createTable: {
        tableName: "t",
        path: "/p",
        source: "csv",
        description: "x",
        schema: { struct: { fields: [{ name: "a", dataType: { integer: {} } }] } },
        options: { header: "true" },
      },
    },
  ],
  [(catalog) => catalog.dropTempView("v"), { dropTempView: { viewName: "v" } }],
  [(catalog) => catalog.dropGlobalTempView("v"), { dropGlobalTempView: { viewName: "v" } }],
  [(catalog) => catalog.recoverPartitions("t"), { recoverPartitions: { tableName: "t" } }],
  [(catalog) => catalog.isCached("t"), { isCached: { tableName: "t" } }],
  [(catalog) => catalog.cacheTable("t"), { cacheTable: { tableName: "t" } }],
  [
    (catalog) => catalog.cacheTable("t", StorageLevel.DISK_ONLY),
    { cacheTable: { tableName: "t", storageLevel: { useDisk: true, replication: 1 } } },
  ],
  [(catalog) => catalog.uncacheTable("t"), { uncacheTable: { tableName: "t" } }],
  [(catalog) => catalog.clearCache(), { clearCache: {} }],
  [(catalog) => catalog.refreshTable("t"), { refreshTable: { tableName: "t" } }],
  [(catalog) => catalog.refreshByPath("/p"), { refreshByPath: { path: "/p" } }],
];

for (const [call, sent] of CALLS) {
  test(`the catalog call ${JSON.stringify(sent)} is what PySpark sends`, async () => {
    const { spark, executed } = recordingSession();
    await assert.rejects(call(spark.catalog), Offline);
    assert.deepEqual(
      executed.map((plan) => toJson(PlanSchema, plan)),
      [{ root: relation(0, { catalog: sent }) }],
    );
  });
}

describe("the catalog", () => {
  let spark: SparkSession;
  let database: string;
  let folder: string;

  beforeAll(async () => {
    spark = await liveSession();
    database = `catalog_${crypto.randomUUID().replaceAll("-", "")}`;
    folder = await mkdtemp(join(tmpdir(), "catalog-"));
    await spark.sql(`CREATE DATABASE ${database} COMMENT 'for a test'`);
    await spark.catalog.setCurrentDatabase(database);
  });
  afterAll(async () => {
    await spark.sql(`DROP DATABASE ${database} CASCADE`);
    await spark.close();
    await rm(folder, { recursive: true });
  });

  test("knows catalogs and databases", async () => {
    const { catalog } = spark;
    assert.equal(await catalog.currentCatalog(), "spark_catalog");
    await catalog.setCurrentCatalog("spark_catalog");
    assert.deepEqual(await catalog.listCatalogs(), [{ name: "spark_catalog", description: null }]);
    await catalog.setCurrentDatabase(database);
    assert.equal(await catalog.currentDatabase(), database);
    assert.equal(await catalog.databaseExists(database), true);
    assert.equal(await catalog.databaseExists(`${database}_no`), false);
    const { locationUri, ...found } = await catalog.getDatabase(database);
    assert.deepEqual(found, { name: database, catalog: "spark_catalog", description: "for a test" });
    assert.match(locationUri, new RegExp(`^file:.*/${database}\\.db$`));
    assert.deepEqual(await catalog.listDatabases(`${database}*`), [{ ...found, locationUri }]);
  });

  test("creates, shows and reads a table, once", async () => {
    const { catalog } = spark;
    await spark.range(2).write.option("header", true).csv(join(folder, "files"));
    const table = await catalog.createTable("numbers", {
      path: join(folder, "files"),
      source: "csv",
      schema: "id BIGINT COMMENT 'a number'",
      description: "some numbers",
      options: { header: true },
    });
    assert.deepEqual(await table.sort("id").collect(), [{ id: 0n }, { id: 1n }]);
    assert.deepEqual(await table.sort("id").collect(), [{ id: 0n }, { id: 1n }]);
    const found = {
      name: "numbers",
      catalog: "spark_catalog",
      namespace: [database],
      description: "some numbers",
      tableType: "EXTERNAL",
      isTemporary: false,
    };
    assert.deepEqual(await catalog.listTables(), [found]);
    assert.deepEqual(await catalog.getTable("numbers"), found);
    assert.equal(await catalog.tableExists("numbers"), true);
    assert.equal(await catalog.tableExists("numbers", database), true);
    assert.equal(await catalog.tableExists("no_numbers"), false);
    assert.deepEqual(await catalog.listColumns("numbers"), [
      {
        name: "id",
        description: "a number",
        dataType: "bigint",
        nullable: true,
        isPartition: false,
        isBucket: false,
        isCluster: false,
      },
    ]);
    await assert.rejects(catalog.getTable("no_numbers"), { name: "AnalysisException" });
  });

  test("drops temporary views, and says whether there were any", async () => {
    const { catalog } = spark;
    const global = `${database}_global`;
    await spark.range(1).createTempView("view");
    await assert.rejects(spark.range(1).createTempView("view"), { name: "AnalysisException" });
    await spark.range(1).createGlobalTempView(global);
    await assert.rejects(spark.range(1).createGlobalTempView(global), { name: "AnalysisException" });
    await spark.range(2).createOrReplaceGlobalTempView(global);
    assert.equal(await spark.table(`global_temp.${global}`).count(), 2);
    assert.deepEqual([await catalog.dropTempView("view"), await catalog.dropTempView("view")], [true, false]);
    assert.deepEqual(
      [await catalog.dropGlobalTempView(global), await catalog.dropGlobalTempView(global)],
      [true, false],
    );
  });

  test("keeps tables in memory", async () => {
    const { catalog } = spark;
    await spark.range(3).createOrReplaceTempView("kept");
    assert.equal(await catalog.isCached("kept"), false);
    await catalog.cacheTable("kept", StorageLevel.DISK_ONLY);
    assert.equal(await catalog.isCached("kept"), true);
    assert.deepEqual(await spark.table("kept").storageLevel(), StorageLevel.DISK_ONLY);
    await catalog.uncacheTable("kept");
    assert.equal(await catalog.isCached("kept"), false);
  });

  test("finds partitions and files that were added behind its back", async () => {
    const { catalog } = spark;
    await spark.sql("CREATE TABLE parted (id BIGINT, part INT) USING parquet PARTITIONED BY (part)");
    const location = (await spark.catalog.getDatabase(database)).locationUri.replace(/^file:/, "");
    await spark.range(2).write.parquet(join(location, "parted", "part=1"));
    assert.equal(await spark.table("parted").count(), 0);
    await catalog.recoverPartitions("parted");
    assert.equal(await spark.table("parted").count(), 2);
    await spark
      .range(3)
      .write.mode("append")
      .parquet(join(location, "parted", "part=1"));
    await catalog.refreshTable("parted");
    await catalog.refreshByPath(join(location, "parted"));
    assert.equal(await spark.table("parted").count(), 5);
  });

  test("knows functions", async () => {
    const { catalog } = spark;
    const abs = await catalog.getFunction("abs");
    assert.equal(abs.name, "abs");
    assert.equal(abs.className, "org.apache.spark.sql.catalyst.expressions.Abs");
    assert.deepEqual(await catalog.listFunctions(database, "abs"), [abs]);
    assert.equal(await catalog.functionExists("abs"), true);
    assert.equal(await catalog.functionExists("no_function"), false);
  });
});
