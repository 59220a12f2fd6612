import { type Column, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { call, nullary, unary } from "./function-kinds.ts";

/** A number for each row that grows and is unique, but has gaps; it depends on how rows are partitioned. */
export const monotonicallyIncreasingId = nullary("monotonically_increasing_id");
/** The file that the row was read from. `col("_metadata.file_path")` tells more. */
export const inputFileName = nullary("input_file_name");
export const sparkPartitionId = nullary("spark_partition_id");

export const days = unary("days");
export const hours = unary("hours");
export const inputFileBlockLength = nullary("input_file_block_length");
export const inputFileBlockStart = nullary("input_file_block_start");
export const months = unary("months");
export const years = unary("years");

/** Of `writeTo().partitionedBy()`: so many buckets by hash. */
export function bucket(buckets: Column | number, column: ColumnOrName): Column {
  return call("bucket", [expressionOf(buckets), toExpression(column)]);
}
