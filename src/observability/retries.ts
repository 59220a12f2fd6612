import { excerpt } from "../text/index.ts";
import type { Logger } from "./logger.ts";

/** What a run sends requests to. */
export type Server = "mysql" | "s3" | "spark";

/** A request that failed and is sent again. */
export interface RetriedRequest {
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  /** What it was refused for. */
  readonly code: string;
  readonly message: string;
  /** How long it waits, where that is known. */
  readonly delayMs?: number;
  /** The object that it is about. */
  readonly key?: string | undefined;
}

const MOST_CHARACTERS = 300;

/** Logs each request that is repeated, and counts them. */
export class Retries {
  readonly #log: Pick<Logger, "warn">;
  readonly #counts: Record<Server, number> = { mysql: 0, s3: 0, spark: 0 };

  constructor(log: Pick<Logger, "warn">) {
    this.#log = log;
  }

  get counts(): Readonly<Record<Server, number>> {
    return this.#counts;
  }

  note(server: Server, { message, ...retry }: RetriedRequest): void {
    this.#counts[server] += 1;
    const when = retry.delayMs === undefined ? "" : ` in ${retry.delayMs} ms`;
    this.#log.warn({ server, ...retry }, `${excerpt(message, MOST_CHARACTERS)} Trying again${when}.`);
  }
}
