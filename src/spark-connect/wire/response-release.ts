import type { Calls } from "./calls.ts";
import { FEW_RETRIES } from "./interrupt.ts";

/** The server drops old responses by itself beyond 10 MB, so that there is no hurry. */
const INTERVAL_MS = 200;

type Extent =
  | { readonly case: "releaseAll"; readonly value: Record<string, never> }
  | { readonly case: "releaseUntil"; readonly value: { readonly responseId: string } };

/** Tells the server which responses of an operation it need not keep for a reattach. */
export class ResponseRelease {
  readonly #calls: Calls;
  readonly #operationId: string;
  #isBusy = false;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(calls: Calls, operationId: string) {
    this.#calls = calls;
    this.#operationId = operationId;
  }

  /** All responses up to this one were consumed. Returns at once; one release at a time is on its way. */
  until(responseId: string): void {
    const now = this.#calls.clock.now();
    if (responseId === "" || this.#isBusy || now - this.#lastAt < INTERVAL_MS) {
      return;
    }
    this.#isBusy = true;
    this.#lastAt = now;
    const release = this.#send({ case: "releaseUntil", value: { responseId } });
    this.#calls.inBackground(release.finally(() => (this.#isBusy = false)));
  }

  /** The operation is over. Returns at once. */
  all(): void {
    this.#calls.inBackground(this.#send({ case: "releaseAll", value: {} }));
  }

  /** Ends the operation if it runs. Returns whether the server knew it. */
  async allNow(signal: AbortSignal): Promise<boolean> {
    const response = await this.#send({ case: "releaseAll", value: {} }, signal);
    return response.operationId !== undefined;
  }

  #send(release: Extent, signal?: AbortSignal) {
    return this.#calls.call(
      "controlMs",
      (service, options) =>
        service.releaseExecute(
          { ...this.#calls.session.requestHead(), operationId: this.#operationId, release },
          options,
        ),
      { signal, maxRetries: FEW_RETRIES },
    );
  }
}
