import type { S3Client } from "@aws-sdk/client-s3";
import type { LakeError } from "./lake-error.ts";

/** Whether requests bear checksums wherever the protocol has one, or only where it demands one. */
export type ChecksumPolicy = "when_supported" | "when_required";

/**
 * The checksums of a client's requests. Unless a setting says otherwise, they are the SDK's until the server refuses a request that it
 * takes without them.
 */
export class Checksums {
  readonly #config: S3Client["config"];
  readonly #isLearnt: boolean;

  /** @param policy as a setting says */
  constructor({ config }: S3Client, policy: ChecksumPolicy | undefined) {
    this.#config = config;
    this.#isLearnt = policy === undefined;
  }

  /** Whether requests bear them at this moment. */
  async areSent(): Promise<boolean> {
    return (await this.#config.requestChecksumCalculation()) === "WHEN_SUPPORTED";
  }

  /** Whether it may be for its checksum that a request was refused which bore one. */
  mayBeRefused({ code, message, target: { action } }: LakeError): boolean {
    if (!this.#isLearnt || action === "s3:DeleteObject") return false;
    return code === "not_supported" ? action.includes("s3:PutObject") : /checksum/i.test(message);
  }

  /** Makes a request without, and if that is taken, all later ones. */
  async without<T>(send: () => Promise<T>): Promise<T> {
    const { requestChecksumCalculation, responseChecksumValidation } = this.#config;
    const required = async () => "WHEN_REQUIRED" as const;
    Object.assign(this.#config, { requestChecksumCalculation: required, responseChecksumValidation: required });
    try {
      return await send();
    } catch (error) {
      Object.assign(this.#config, { requestChecksumCalculation, responseChecksumValidation });
      throw error;
    }
  }
}
