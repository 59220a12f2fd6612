// SQL with values and frames that are not pasted into its text.
import { LocalDate, SparkSession } from "sales-pipeline/spark-connect";

await using spark = SparkSession.connect();
const sales = spark.createDataFrame(
  [
    { day: LocalDate.of(2025, 1, 31), amount: 10 },
    { day: LocalDate.of(2025, 2, 1), amount: 20 },
  ],
  "day DATE, amount INT",
);

const query = "SELECT sum(amount) AS total FROM sales WHERE day >= :since";
const since = await spark.sql(query, { since: LocalDate.of(2025, 2, 1) }, { frames: { sales } });
console.log((await since.first())?.["total"]);

// By the name of a view, which ends with the session.
await sales.createOrReplaceTempView("all_sales");
const positional = await spark.sql("SELECT count(*) AS n FROM all_sales WHERE amount > ?", [5]);
console.log((await positional.first())?.["n"]);
