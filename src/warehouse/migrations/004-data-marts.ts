import { type Migration, TABLE_OPTIONS } from "./migration.ts";

export const dataMarts: Migration = {
  version: 4,
  name: "data marts",
  statements: [
    `CREATE TABLE IF NOT EXISTS customers_data_mart (
       customer_id INT NOT NULL,
       sales_month CHAR(7) NOT NULL,
       full_name VARCHAR(511) NULL,
       address VARCHAR(1000) NULL,
       phone_number VARCHAR(50) NULL,
       total_purchases BIGINT NOT NULL,
       total_quantity BIGINT NOT NULL,
       total_sales DECIMAL(20,2) NOT NULL,
       first_purchase_date DATE NOT NULL,
       last_purchase_date DATE NOT NULL,
       batch_id VARCHAR(40) NOT NULL,
       created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
       updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
       PRIMARY KEY (customer_id, sales_month),
       KEY customers_data_mart_month (sales_month)
     ) ${TABLE_OPTIONS}`,
    `CREATE TABLE IF NOT EXISTS sales_team_data_mart (
       store_id INT NOT NULL,
       sales_month CHAR(7) NOT NULL,
       sales_person_id INT NOT NULL,
       full_name VARCHAR(511) NULL,
       total_sales DECIMAL(20,2) NOT NULL,
       sales_rank INT NOT NULL,
       incentive DECIMAL(20,2) NOT NULL,
       batch_id VARCHAR(40) NOT NULL,
       created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
       updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
       PRIMARY KEY (store_id, sales_month, sales_person_id),
       KEY sales_team_data_mart_month (sales_month),
       KEY sales_team_data_mart_person (sales_person_id)
     ) ${TABLE_OPTIONS}`,
    // A customer has the same name and address in every month, so MAX only picks it. Without the casts the sums would
    // show as DECIMAL(41,0) and DECIMAL(42,2), beyond the 38 digits that Spark reads.
    `CREATE OR REPLACE SQL SECURITY INVOKER VIEW customer_totals AS
     SELECT customer_id,
            MAX(full_name) AS full_name,
            MAX(address) AS address,
            MAX(phone_number) AS phone_number,
            CAST(SUM(total_purchases) AS SIGNED) AS total_purchases,
            CAST(SUM(total_quantity) AS SIGNED) AS total_quantity,
            CAST(SUM(total_sales) AS DECIMAL(30,2)) AS total_sales,
            MIN(first_purchase_date) AS first_purchase_date,
            MAX(last_purchase_date) AS last_purchase_date
     FROM customers_data_mart
     GROUP BY customer_id`,
  ],
};
