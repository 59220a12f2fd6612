import { CodedError } from "../../errors/index.ts";
import { type FileStatus, TRANSITIONS } from "./file-status.ts";

/** A file is not where its run believes it to be: another run, or a person, changed the ledger. */
export class StatusConflictError extends CodedError {
  override readonly name = "StatusConflictError";
  readonly code = "status_conflict";
  readonly transient = true;
  readonly fileId: number;

  constructor(fileId: number, status: FileStatus | "unknown", to: FileStatus) {
    const known =
      status !== "unknown"
        ? `is ${status}, which allows: ${TRANSITIONS[status].join(", ") || "nothing"}`
        : "is not in the ledger";
    super(
      `status_conflict: file ${fileId} cannot become ${to}: it ${known}. Look at its staging_file_events, then run again.`,
    );
    this.fileId = fileId;
  }
}
