import { SparkConnectError } from "./spark-connect-error.ts";

/** Where a batch stands in the result of an operation. */
export interface ResultBatch {
  /** The operation's id on the server, a UUID. */
  readonly operationId: string;
  /** Counted from 0. */
  readonly batch: number;
  /** The batch's first row, counted from 0 in the whole result. */
  readonly firstRow: number;
}

/**
 * A batch of a result cannot be read: it is damaged, or holds a value for which the client has no exact one. The `cause`
 * names the column, where it lies in one.
 */
export class ResultError extends SparkConnectError {
  declare readonly code: "UNREADABLE_RESULT";
  readonly operationId: string;
  readonly batch: number;
  readonly firstRow: number;

  constructor({ operationId, batch, firstRow }: ResultBatch, reason: string, cause?: unknown) {
    super("UNREADABLE_RESULT", `Batch ${batch} of operation ${operationId}, from row ${firstRow} on: ${reason}`, {
      cause,
    });
    this.operationId = operationId;
    this.batch = batch;
    this.firstRow = firstRow;
  }
}
