import process from "node:process";
import { salesJob } from "../jobs/sales/index.ts";
import { loadSettings } from "../src/config/index.ts";
import { connectTo, showQuery } from "./demo/show.ts";

const usage = `Asks the pipeline's database, for who has no MySQL client at hand.

  source .stack/env
  npm run stack:sql -- "SELECT * FROM customer_totals"
`;

const [sql, ...rest] = process.argv.slice(2);
if (sql === undefined || rest.length > 0) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const { mysql } = loadSettings(salesJob, { env: process.env });
  const connection = await connectTo(mysql);
  try {
    process.stdout.write(await showQuery(connection, "", sql));
  } finally {
    await connection.end();
  }
}
