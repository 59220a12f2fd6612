import { randomBytes } from "node:crypto";

export interface Credentials {
  readonly s3AccessKey: string;
  readonly s3SecretKey: string;
  readonly mysqlPassword: string;
  /** Whoever reaches the Spark server has run of its machine: it takes only calls that carry this. */
  readonly sparkToken: string;
}

/** New ones for every start: what leaks from a stack is worth nothing after it. Hexadecimal, so no format has to quote them. */
export function newCredentials(): Credentials {
  return { s3AccessKey: secret(10), s3SecretKey: secret(20), mysqlPassword: secret(16), sparkToken: secret(16) };
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
