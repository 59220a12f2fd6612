/** What this machine lacks; the message says what, and how to have it. */
export class NotHereError extends Error {
  override readonly name = "NotHereError";
}
