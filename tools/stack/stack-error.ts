/** A failure the user can act on: the message names the server or setting, the reason and the next step. */
export class StackError extends Error {
  override readonly name = "StackError";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
