import { CodedError } from "../errors/index.ts";

/** A declaration that cannot work. The message names what is declared, what is wrong and what to write. */
export class JobError extends CodedError {
  override readonly name = "JobError";
  readonly code = "invalid_job";
  readonly transient = false;

  /** @param subject `The mart customers_data_mart` */
  constructor(subject: string, reason: string, options?: ErrorOptions) {
    super(`${subject}: ${reason}`, options);
  }
}
