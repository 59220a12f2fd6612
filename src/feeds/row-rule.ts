import type { Column } from "../spark-connect/index.ts";

/** A rule over several values of a row; NULL or false where it does not apply. */
export interface RowRule {
  readonly code: string;
  readonly broken: (value: (name: string) => Column) => Column;
}
