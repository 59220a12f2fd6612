import type { DimensionFeed } from "../../feeds/index.ts";
import type { Job } from "../../job/index.ts";
import type { SalesDates } from "../ledger/sales-dates.ts";
import type { StagedPartition } from "../partitions/publishable-partition.ts";
import type { Rejection } from "./batch-rejections.ts";

/** All that a batch built and wants to make true. */
export interface CommitInput {
  readonly job: Pick<Job, "facts" | "marts">;
  readonly batchId: string;
  readonly runId: string;
  readonly fencingToken: number;
  /** How long the server waits for the next statement before it rolls back: as long as the lease lasts. @default 60000 */
  readonly silenceMs?: number;
  /** The touched months, yyyy-MM: exactly these are replaced in the marts by the load tables. */
  readonly months: readonly string[];
  /** By mart, the digest of what its touched months were computed by. @default none, so that the next run computes them anew */
  readonly definitions?: Readonly<Record<string, string>>;
  /** Dimensions to upsert from their load tables. */
  readonly dimensions: readonly DimensionFeed[];
  /** The batch's files that are to count. */
  readonly files: readonly SettledFile[];
  /** Its other files: those that their rows condemn. They become Invalid with the commit. */
  readonly invalid: readonly InvalidFile[];
  /** Files whose content counts already, or from this commit on. They need not be of the batch. */
  readonly duplicates: readonly DuplicateFile[];
  /** Files that no longer count, because these files replace them. */
  readonly superseded: readonly number[];
  /** Files that no longer count, because somebody has taken them back. @default none */
  readonly voided?: readonly number[];
  /** Where each partition to put lies; exactly those of `planPartitions`. */
  readonly partitions: readonly StagedPartition[];
  /** Why rows did not count. @default none */
  readonly rejections?: readonly Rejection[];
  /** How many changes of a watched column to report. @default 100 */
  readonly changesLimit?: number;
  /** Called at each point on the way, for tests that make the process fail there. */
  readonly at?: (point: CommitPoint) => void | Promise<void>;
}

export type CommitPoint =
  | "begun"
  | "dimensions_upserted"
  | "files_settled"
  | "marts_upserted"
  | "before_commit"
  | "after_commit";

export interface SettledFile {
  readonly fileId: number;
  /** Hexadecimal, or null if the content was not read whole. */
  readonly sha256: string | null;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
  /** Of a sales file: its accepted rows by month. */
  readonly months: readonly FileMonth[];
  /** From which day to which they are, yyyy-MM-dd; undefined where there are none. */
  readonly dates?: SalesDates | undefined;
}

export interface InvalidFile {
  readonly fileId: number;
  /** Hexadecimal, or null if the content was not read whole. */
  readonly sha256: string | null;
  readonly rowsRead: number;
  /** Why, as the ledger keeps it. */
  readonly reason: string;
  /** For the event. */
  readonly message: string;
}

export interface DuplicateFile {
  readonly fileId: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Of what, as the ledger keeps it. */
  readonly reason: string;
  /** For the event. */
  readonly message: string;
}

export interface FileMonth {
  /** yyyy-MM */
  readonly salesMonth: string;
  readonly rowCount: number;
  /** Exact, two decimals. */
  readonly totalSales: string;
}
