import type { SparkSession } from "../../../src/spark-connect/index.ts";

/** Something that a server can do or not: the program fails, or its own assertion does, where it cannot. */
export interface Capability {
  /** As the table of docs/spark-connect.md names it. */
  readonly name: string;
  /** @param folder a temporary one, which a server on this machine reads and writes too */
  readonly program: (spark: SparkSession, folder: string) => Promise<void>;
}
