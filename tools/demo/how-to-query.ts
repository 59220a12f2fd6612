import type { Settings } from "../../src/config/index.ts";

/** Where the demo's outputs lie, and commands that show them. */
export function howToQuery({ s3, mysql }: Settings, stackStaysUp: boolean): string {
  const up = stackStaysUp ? "source .stack/env" : "npm run stack:up && source .stack/env   # the data is kept";
  return `
  MySQL database \`${mysql.database}\`: customers_data_mart, customer_totals, sales_team_data_mart, staging_files, staging_file_events, batches
  S3 bucket \`${s3.bucket}\`:
    processed/sales_team_data_mart/store_id=<s>/sales_month=<m>/data.parquet   the partitioned mart, listed in _manifest.json
    processed/sales/batch=<id>/                                               cleaned sales
    processed/files/<feed>/<file id>/                                         raw files after success
    error/files/ and error/rows/                                              what was refused, and why

  To look at it:
    ${up}
    export MYSQL_DATABASE=${mysql.database} S3_BUCKET=${s3.bucket}
    npm run status
    mysql -h $MYSQL_HOST -P $MYSQL_PORT -u $MYSQL_USER -p$MYSQL_PASSWORD ${mysql.database} -e 'SELECT * FROM customer_totals LIMIT 10'
    aws s3 ls --recursive s3://${s3.bucket}/processed/sales_team_data_mart/
`;
}
