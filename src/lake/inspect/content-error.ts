import { CodedError } from "../../errors/index.ts";
import type { FileFaultCode } from "./file-fault.ts";

/** What is known to be wrong with the content of a file, for who has to mend it. */
export class ContentError extends CodedError {
  override readonly name = "ContentError";
  readonly code = "invalid_content";
  readonly transient = false;
  readonly fault: Extract<FileFaultCode, "corrupt_file" | "unsupported_format">;

  constructor(message: string, fault: ContentError["fault"] = "corrupt_file") {
    super(message);
    this.fault = fault;
  }
}
