import { nullary } from "./function-kinds.ts";

/** A number for each row that grows and is unique, but has gaps; it depends on how rows are partitioned. */
export const monotonicallyIncreasingId = nullary("monotonically_increasing_id");
/** The file that the row was read from. `col("_metadata.file_path")` tells more. */
export const inputFileName = nullary("input_file_name");
export const sparkPartitionId = nullary("spark_partition_id");
