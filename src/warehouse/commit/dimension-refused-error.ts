import { CodedError } from "../../errors/index.ts";
import type { WarehouseError } from "../warehouse-error.ts";

/**
 * The table of a dimension does not take a row of its new files: it has a constraint or a type, of others', that is not among
 * those which rows are held against.
 */
export class DimensionRefusedError extends CodedError {
  override readonly name = "DimensionRefusedError";
  readonly code = "dimension_refused";
  readonly transient = false;
  readonly table: string;

  constructor(table: string, cause: WarehouseError) {
    super(cause.message, { cause });
    this.table = table;
  }
}
