// Reads and writes a table of a database, by the executors and with their JDBC driver.
import { col, SparkSession } from "sales-pipeline/spark-connect";

const { MYSQL_HOST, MYSQL_PORT, MYSQL_DATABASE, MYSQL_USER = "", MYSQL_PASSWORD = "" } = process.env;
const database = {
  url: `jdbc:mysql://${MYSQL_HOST}:${MYSQL_PORT}/${MYSQL_DATABASE}?rewriteBatchedStatements=true`,
  user: MYSQL_USER,
  password: MYSQL_PASSWORD,
};
const table = process.env["EXAMPLE_TABLE"] ?? "spark_connect_example";

await using spark = SparkSession.connect();
const rows = spark.range(1000).select(col("id"), col("id").multiply(2).alias("twice"));
await rows.write.mode("overwrite").jdbc({ ...database, dbtable: table, batchsize: 500 });

// Four connections, each with a quarter of the ids.
const partitions = { partitionColumn: "id", lowerBound: 0, upperBound: 1000, numPartitions: 4 };
const read = spark.read.jdbc({ ...database, dbtable: table, ...partitions });
console.log(`${await read.count()} rows, ${await read.filter(col("twice").gt(1000)).count()} of them above 1000`);
