/** What the demo shows, as a user would ask for it. */

export const FILES_BY_STATUS = `
  SELECT feed, status, COUNT(*) AS files, COALESCE(SUM(rows_read), 0) AS rows_read,
         COALESCE(SUM(rows_accepted), 0) AS accepted, COALESCE(SUM(rows_rejected), 0) AS rejected
  FROM staging_files
  GROUP BY feed, status
  ORDER BY feed, status`;

export const FILES_WITH_REASONS = `
  SELECT object_key, status, REPLACE(COALESCE(reason, ''), '\\n', '; ') AS reason
  FROM staging_files
  WHERE status <> 'Processed'
  ORDER BY file_id`;

export const BEST_PERFORMERS = `
  SELECT store_id, sales_month, full_name, total_sales, incentive
  FROM sales_team_data_mart
  WHERE sales_rank = 1 AND sales_month = (SELECT MAX(sales_month) FROM sales_team_data_mart)
  ORDER BY store_id, full_name`;

export const TOP_CUSTOMERS = `
  SELECT customer_id, full_name, total_purchases, total_sales, last_purchase_date
  FROM customer_totals
  ORDER BY total_sales DESC, customer_id
  LIMIT 5`;
