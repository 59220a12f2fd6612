import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const HEADER = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost\n";

const PERSONS_OF_A_STORE = 15;

export interface Company {
  readonly stores: number;
  readonly persons: number;
  readonly customers: number;
}

export function company(stores: number, customers: number): Company {
  return { stores, persons: stores * PERSONS_OF_A_STORE, customers };
}

export interface SalesFiles {
  /** In the names of folder and files. */
  readonly name: string;
  readonly company: Company;
  /** Others have other sales. @default 0 */
  readonly firstRow?: number;
  readonly rows: number;
  /** Each is one day's. */
  readonly files: number;
  /** yyyy-MM: the days are spread over them. */
  readonly months: readonly string[];
}

/** The folder with the files; made once, and found again by later runs. The same numbers each time. */
export async function salesFolder(root: string, sales: SalesFiles): Promise<string> {
  const { name, company: of, rows, files, months } = sales;
  const folder = join(root, [name, of.stores, rows, files, ...months].join("-"));
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    for (let file = 0; file < files; file++) {
      await writeFile(
        join(unfinished, `sales_data_${name}_${String(file).padStart(3, "0")}.csv`),
        salesText(sales, file),
      );
    }
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** One of the files. @param file its number, from 0 */
export function salesText({ company: of, firstRow = 0, rows, files, months }: SalesFiles, file: number): string {
  const first = Math.floor((rows * file) / files);
  const last = Math.floor((rows * (file + 1)) / files);
  const day = `${months[file % months.length]}-${String(1 + (Math.floor(file / months.length) % 28)).padStart(2, "0")}`;
  const lines = Array.from({ length: last - first }, (_, index) => line(of, firstRow + first + index, day));
  return HEADER + lines.join("");
}

/** Scattered by the multipliers, which are prime: neighbouring rows have nothing in common. */
function line({ persons, customers }: Company, row: number, day: string): string {
  const person = 1 + ((row * 7_919) % persons);
  const store = Math.ceil(person / PERSONS_OF_A_STORE);
  const customer = 1 + ((row * 104_729) % customers);
  const cents = 150 + ((row * 15_485_863) % 49_850);
  const quantity = 1 + (row % 10);
  const product = String((row * 31) % 60).padStart(2, "0");
  return `${customer},${store},product ${product},${day},${person},${money(cents)},${quantity},${money(cents * quantity)}\n`;
}

function money(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
}
