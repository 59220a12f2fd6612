import { type Migration, TABLE_OPTIONS } from "./migration.ts";

/** The ids in the marts need not exist here: a sale of an unknown customer counts, without a name. */
export const dimensions: Migration = {
  version: 3,
  name: "dimensions",
  statements: [
    `CREATE TABLE IF NOT EXISTS customer (
       customer_id INT NOT NULL,
       first_name VARCHAR(255) NULL,
       last_name VARCHAR(255) NULL,
       address VARCHAR(1000) NULL,
       pincode VARCHAR(50) NULL,
       phone_number VARCHAR(50) NULL,
       customer_joining_date DATE NULL,
       updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
       PRIMARY KEY (customer_id),
       KEY customer_updated (updated_at)
     ) ${TABLE_OPTIONS}`,
    `CREATE TABLE IF NOT EXISTS store (
       id INT NOT NULL,
       address VARCHAR(1000) NULL,
       store_pincode VARCHAR(50) NULL,
       store_manager_name VARCHAR(255) NULL,
       store_opening_date DATE NULL,
       reviews VARCHAR(4000) NULL,
       updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
       PRIMARY KEY (id),
       KEY store_updated (updated_at)
     ) ${TABLE_OPTIONS}`,
    `CREATE TABLE IF NOT EXISTS sales_team (
       id INT NOT NULL,
       first_name VARCHAR(255) NULL,
       last_name VARCHAR(255) NULL,
       manager_id INT NULL,
       is_manager CHAR(1) NULL,
       address VARCHAR(1000) NULL,
       pincode VARCHAR(50) NULL,
       joining_date DATE NULL,
       updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
       PRIMARY KEY (id),
       KEY sales_team_updated (updated_at)
     ) ${TABLE_OPTIONS}`,
    `CREATE TABLE IF NOT EXISTS product (
       id INT NOT NULL,
       name VARCHAR(255) NULL,
       current_price DECIMAL(20,2) NULL,
       old_price DECIMAL(20,2) NULL,
       created_date DATE NULL,
       updated_date DATE NULL,
       expiry_date DATE NULL,
       updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
       PRIMARY KEY (id),
       KEY product_updated (updated_at)
     ) ${TABLE_OPTIONS}`,
  ],
};
