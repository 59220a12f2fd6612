import { setTimeout as wait } from "node:timers/promises";
import { messageOf } from "../../text/index.ts";
import type { Logger } from "../logger.ts";
import type { LineageTransport } from "./transport.ts";

export interface EmitterOptions {
  readonly transport: LineageTransport;
  /** For each event, and for all that are left at the end, in milliseconds. */
  readonly timeoutMs: number;
  readonly log: Pick<Logger, "warn">;
}

/** Sends events in their order, beside the run: it waits for none of them, and none can make it fail. */
export class LineageEmitter implements AsyncDisposable {
  readonly #options: EmitterOptions;
  readonly #ended = new AbortController();
  #sent: Promise<void> = Promise.resolve();
  #left = 0;

  constructor(options: EmitterOptions) {
    this.#options = options;
  }

  emit(event: { readonly eventType: string }): void {
    this.#left += 1;
    this.#sent = this.#sent
      .then(() => this.#send(event))
      .finally(() => {
        this.#left -= 1;
      });
  }

  async #send(event: { readonly eventType: string }): Promise<void> {
    if (this.#ended.signal.aborted) return;
    const { transport, timeoutMs, log } = this.#options;
    try {
      await transport(event, AbortSignal.any([this.#ended.signal, AbortSignal.timeout(timeoutMs)]));
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      const reason = messageOf(error);
      log.warn({ event: event.eventType }, `the lineage event ${event.eventType} did not arrive: ${reason}`);
    }
  }

  /** Waits for what is under way, within the limit, and gives the rest up. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { timeoutMs, log } = this.#options;
    const timer = new AbortController();
    const late = wait(timeoutMs, "late", { signal: timer.signal }).catch(() => "late");
    const outcome = await Promise.race([this.#sent, late]);
    timer.abort();
    if (outcome !== "late" || this.#left === 0) return;
    log.warn({ events: this.#left }, `${this.#left} lineage events did not arrive within ${timeoutMs} ms`);
    this.#ended.abort();
  }
}
