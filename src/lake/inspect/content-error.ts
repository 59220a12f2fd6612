import { CodedError } from "../../errors/index.ts";
/** What is known to be wrong with the content of a file, for who has to mend it. */
export class ContentError extends CodedError {
  override readonly name = "ContentError";
  readonly code = "invalid_content";
  readonly transient = false;
}
