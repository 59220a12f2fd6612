/** The exit codes of every command; a contract with schedulers. 75 is BSD's EX_TEMPFAIL. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  invalidFiles: 3,
  busy: 75,
  nothingToDo: 99,
  sigint: 130,
  sigterm: 143,
} as const;
