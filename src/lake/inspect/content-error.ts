/** What is known to be wrong with the content of a file, for who has to mend it. */
export class ContentError extends Error {
  override readonly name = "ContentError";
}
