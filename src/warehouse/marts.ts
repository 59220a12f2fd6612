import { type Mart, shownTypes } from "../job/index.ts";
import type { Table } from "./table.ts";

/** The mart's table without its metadata, which only the commit writes; its load table has the same columns. */
export function martTable(mart: Mart): Table {
  return { name: mart.name, key: mart.key, data: { ...shownTypes(mart), ...mart.values } };
}
