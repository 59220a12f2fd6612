import { SALES_COLUMNS, type SalesColumn } from "../sales/sale.ts";

export type FileFormat = "csv" | "jsonl" | "parquet";

/** How a sales file is written. */
export interface FileStyle {
  readonly format: FileFormat;
  /** Not for Parquet. */
  readonly gzip: boolean;
  /** For Parquet always the contract's. */
  readonly columns: readonly SalesColumn[];
  /** CSV only. */
  readonly lineEnd: "\n" | "\r\n";
  /** CSV only: starts with a UTF-8 byte order mark. */
  readonly byteOrderMark: boolean;
}

export const PLAIN_STYLE: FileStyle = {
  format: "csv",
  gzip: false,
  columns: SALES_COLUMNS,
  lineEnd: "\n",
  byteOrderMark: false,
};

export function extensionOf({ format, gzip }: FileStyle): string {
  return `.${format}${gzip ? ".gz" : ""}`;
}
