export const FILE_STATUSES = [
  "Pending",
  "Processing",
  "Processed",
  "Invalid",
  "Failed",
  "Duplicate",
  "Superseded",
] as const;

/** Where a file version stands. Exactly the rows of `Processed` sales files count. */
export type FileStatus = (typeof FILE_STATUSES)[number];

/** What each status may become. */
export const TRANSITIONS: Readonly<Record<FileStatus, readonly FileStatus[]>> = {
  Pending: ["Processing", "Invalid", "Failed", "Duplicate", "Superseded"],
  // Back to Pending: its attempt was abandoned.
  Processing: ["Processed", "Invalid", "Failed", "Duplicate", "Pending"],
  // Superseded: a correction was committed.
  Processed: ["Superseded"],
  // Final: a file that is tried again after a fix is a new version. Its rows may lie in the cleaned sales of its batch,
  // which it must therefore never leave.
  Invalid: [],
  // Failed again: a later run tried it, too.
  Failed: ["Pending", "Processing", "Invalid", "Failed", "Duplicate", "Superseded"],
  Duplicate: [],
  Superseded: [],
};

/** Of the object in `raw/`: nothing to do yet, to be moved away, moved, or not ours any more (replaced or vanished). */
export const ARCHIVE_STATES = ["none", "due", "done", "replaced"] as const;
export type ArchiveState = (typeof ARCHIVE_STATES)[number];
