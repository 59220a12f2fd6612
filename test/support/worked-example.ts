import type { MartRow } from "./oracle/mart-row.ts";

/** A file to land in the bucket. */
export interface ExampleFile {
  readonly key: string;
  readonly text: string;
}

/** Eleven sales small enough to check by hand; the last one has no total and is rejected. */
export const SALES_FILE: ExampleFile = {
  key: "raw/sales/sales_data_2023-04-02.csv",
  text: `customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost
1,121,quaker oats,2023-03-03,1,212,5,1060
1,121,clinic plus,2023-03-31,1,1.5,1,1.5
2,121,quaker oats,2023-03-10,2,212,5,1060
2,121,clinic plus,2023-03-10,2,1.5,1,1.5
2,121,sugar,2023-03-15,3,50,2,100
1,121,sugar,2023-04-01,2,50,1,50
1,122,maida,2023-03-05,1,20,3,60
99,121,besan,2023-03-06,1,52,10,520
1,999,besan,2023-03-06,1,52,1,52
2,122,sugar,2023-03-07,77,50,1,50
2,122,nutrella,2023-04-02,4,40,1,
`,
};

export const CUSTOMERS_FILE: ExampleFile = {
  key: "raw/customers/customers.csv",
  text: `customer_id,first_name,last_name,address,pincode,phone_number,customer_joining_date
1,Saanvi,Krishna,"12, Janpath, Delhi",110001,9173121081,2021-01-20
2,Dhanush,Sahni,"7, FC Road, Pune",411004,9155328165,2022-03-27
`,
};

export const STORES_FILE: ExampleFile = {
  key: "raw/stores/stores.csv",
  text: `id,address,store_pincode,store_manager_name,store_opening_date,reviews
121,"1, Karol Bagh Road, Delhi",110005,Manish Gupta,2022-01-15,"clean, well stocked"
122,"88, Hill Road, Mumbai",400050,Neha Nair,2021-08-10,4.5 stars
`,
};

export const SALES_TEAM_FILE: ExampleFile = {
  key: "raw/sales_team/sales_team.csv",
  text: `id,first_name,last_name,manager_id,is_manager,address,pincode,joining_date
1,Rahul,Verma,3,N,"4, Janpath, Delhi",110001,2020-05-01
2,Rajesh,Singh,3,N,"9, MI Road, Jaipur",302001,2020-05-01
3,Alisha,Khan,3,Y,"2, Hill Road, Mumbai",400050,2019-02-01
4,Omkar,Patel,3,N,"31, Baner Road, Pune",411045,2021-11-01
`,
};

const PRODUCTS_FILE: ExampleFile = {
  key: "raw/products/products.csv",
  text: `id,name,current_price,old_price,created_date,updated_date,expiry_date
1,quaker oats,212.00,212.00,2022-05-15,2023-01-01,2025-01-01
2,clinic plus,1.50,1.50,2022-05-15,2023-01-01,2025-01-01
3,sugar,50.00,48.50,2022-05-15,2023-02-01,2025-01-01
`,
};

export const DIMENSION_FILES: readonly ExampleFile[] = [CUSTOMERS_FILE, STORES_FILE, SALES_TEAM_FILE, PRODUCTS_FILE];

export const EXPECTED_ROWS = { read: 11, accepted: 10, rejected: 1 } as const;
export const EXPECTED_REJECT_REASONS: Readonly<Record<string, number>> = { "missing:total_cost": 1 };
/** Accepted sales whose customer, store or person is in no dimension. */
export const EXPECTED_WARNINGS: Readonly<Record<string, number>> = {
  "unknown_reference:customer": 1,
  "unknown_reference:store": 1,
  "unknown_reference:sales_person": 1,
};

const SAANVI = { full_name: "Saanvi Krishna", address: "12, Janpath, Delhi", phone_number: "9173121081" };
const DHANUSH = { full_name: "Dhanush Sahni", address: "7, FC Road, Pune", phone_number: "9155328165" };
const NOBODY = { full_name: null, address: null, phone_number: null };

export const EXPECTED_CUSTOMERS_MART: readonly MartRow[] = [
  {
    customer_id: "1",
    sales_month: "2023-03",
    ...SAANVI,
    total_purchases: "4",
    total_quantity: "10",
    total_sales: "1173.50",
    first_purchase_date: "2023-03-03",
    last_purchase_date: "2023-03-31",
  },
  {
    customer_id: "1",
    sales_month: "2023-04",
    ...SAANVI,
    total_purchases: "1",
    total_quantity: "1",
    total_sales: "50.00",
    first_purchase_date: "2023-04-01",
    last_purchase_date: "2023-04-01",
  },
  {
    customer_id: "2",
    sales_month: "2023-03",
    ...DHANUSH,
    total_purchases: "4",
    total_quantity: "9",
    total_sales: "1211.50",
    first_purchase_date: "2023-03-07",
    last_purchase_date: "2023-03-15",
  },
  {
    customer_id: "99",
    sales_month: "2023-03",
    ...NOBODY,
    total_purchases: "1",
    total_quantity: "10",
    total_sales: "520.00",
    first_purchase_date: "2023-03-06",
    last_purchase_date: "2023-03-06",
  },
];

const performance = (
  store_id: string,
  sales_month: string,
  person: readonly [id: string, name: string | null],
  result: readonly [total: string, rank: string, incentive: string],
): MartRow => ({
  store_id,
  sales_month,
  sales_person_id: person[0],
  full_name: person[1],
  total_sales: result[0],
  sales_rank: result[1],
  incentive: result[2],
});

export const EXPECTED_SALES_TEAM_MART: readonly MartRow[] = [
  performance("121", "2023-03", ["1", "Rahul Verma"], ["1581.50", "1", "15.82"]),
  performance("121", "2023-03", ["2", "Rajesh Singh"], ["1061.50", "2", "0.00"]),
  performance("121", "2023-03", ["3", "Alisha Khan"], ["100.00", "3", "0.00"]),
  performance("121", "2023-04", ["2", "Rajesh Singh"], ["50.00", "1", "0.50"]),
  performance("122", "2023-03", ["1", "Rahul Verma"], ["60.00", "1", "0.60"]),
  performance("122", "2023-03", ["77", null], ["50.00", "2", "0.00"]),
  performance("999", "2023-03", ["1", "Rahul Verma"], ["52.00", "1", "0.52"]),
];
