import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type OutgoingHttpHeaders,
} from "node:http2";
import { deferred } from "./deferred.ts";

/** HTTP/2 lets a sender go no further than this ahead of its reader; the protocol's own 64 KiB slow large results. */
const STREAM_WINDOW_BYTES = 8 * 1024 * 1024;
const CONNECTION_WINDOW_BYTES = 32 * 1024 * 1024;

/** Times are in milliseconds. */
export interface Http2Options {
  readonly connectTimeoutMs: number;
  /** Silence after which the connection is probed. */
  readonly keepaliveIntervalMs: number;
  /** Time for the answer to a probe. */
  readonly keepaliveTimeoutMs: number;
  /** In PEM; the system's when absent. */
  readonly certificateAuthorities?: readonly string[] | undefined;
}

/** One HTTP/2 connection, from its start to its end. */
export class Http2Session {
  /** Resolves when the server has answered; rejects with the reason when it does not, or not as an HTTP/2 server. */
  readonly opened: Promise<void>;
  readonly #session: ClientHttp2Session;
  readonly #options: Http2Options;
  #openStreams = 0;
  #lastHeardAt = 0;
  #isUsable = true;
  #tooManyPings = false;
  #ping: Promise<boolean> | undefined;

  constructor(authority: string, options: Http2Options) {
    const { certificateAuthorities: ca } = options;
    this.#options = options;
    this.#session = connect(authority, {
      settings: { initialWindowSize: STREAM_WINDOW_BYTES },
      ...(ca !== undefined && { ca: [...ca] }),
    });
    this.#session.once("connect", () => this.#session.setLocalWindowSize(CONNECTION_WINDOW_BYTES));
    this.#session.once("goaway", (code: number, _lastStreamId: number, data?: Buffer) => {
      this.#isUsable = false;
      this.#tooManyPings = code === constants.NGHTTP2_ENHANCE_YOUR_CALM && data?.toString() === "too_many_pings";
    });
    this.opened = this.#open();
  }

  /** Whether requests may begin: false once the server has said goodbye, even though others may still run. */
  get isUsable(): boolean {
    return this.#isUsable && !this.#session.closed && !this.#session.destroyed;
  }

  /** The server ended the connection because it was probed too often. */
  get tooManyPings(): boolean {
    return this.#tooManyPings;
  }

  /** @throws when the connection is lost */
  request(headers: OutgoingHttpHeaders): ClientHttp2Stream {
    const stream = this.#session.request(headers);
    // An idle connection does not keep the process from ending.
    this.#openStreams += 1;
    this.#session.ref();
    stream.once("close", () => {
      this.#openStreams -= 1;
      if (this.#openStreams === 0) {
        this.#session.unref();
      }
    });
    return stream;
  }

  /** Something came from the server. */
  heard(): void {
    this.#lastHeardAt = Date.now();
  }

  /** Whether the connection is open. One that was silent for long may have been dropped on the way, and is probed. */
  async verify(): Promise<boolean> {
    await this.opened;
    return this.isUsable && (!this.#isSilent() || (await this.#answersPing()));
  }

  destroy(reason?: Error): void {
    this.#session.destroy(reason);
  }

  async #open(): Promise<void> {
    const { connectTimeoutMs } = this.#options;
    const timeout = setTimeout(
      () => this.destroy(new Error(`no answer within ${connectTimeoutMs / 1000} s`)),
      connectTimeoutMs,
    );
    let reason = new Error("the server closed the connection");
    // Stays for as long as the session: an error that nobody listens to would end the process.
    this.#session.on("error", (error: Error) => {
      reason = error;
    });
    try {
      await new Promise<void>((resolve, reject) => {
        // Settings are the first that an HTTP/2 server sends; whatever else listens there sends none.
        this.#session.once("remoteSettings", () => resolve());
        this.#session.once("close", () => reject(reason));
      });
    } finally {
      clearTimeout(timeout);
    }
    this.heard();
    this.#keepAlive();
  }

  /** Probes the connection while requests wait and nothing comes. */
  #keepAlive(): void {
    const timer = setInterval(() => {
      if (this.#openStreams > 0 && this.#isSilent()) {
        void this.#answersPing();
      }
    }, this.#options.keepaliveIntervalMs);
    timer.unref();
    this.#session.once("close", () => clearInterval(timer));
  }

  #isSilent(): boolean {
    return Date.now() - this.#lastHeardAt >= this.#options.keepaliveIntervalMs;
  }

  /** Ends the connection if there is no answer. One probe at a time is on its way. */
  async #answersPing(): Promise<boolean> {
    this.#ping ??= this.#sendPing().finally(() => {
      this.#ping = undefined;
    });
    return this.#ping;
  }

  async #sendPing(): Promise<boolean> {
    const { keepaliveTimeoutMs } = this.#options;
    const timeout = setTimeout(
      () => this.destroy(new Error(`no answer to a keepalive probe within ${keepaliveTimeoutMs / 1000} s`)),
      keepaliveTimeoutMs,
    );
    const { promise, resolve } = deferred<boolean>();
    const isLost = () => resolve(false);
    this.#session.once("close", isLost);
    try {
      this.#session.ping((error) => {
        this.heard();
        resolve(error === null);
      });
      return await promise;
    } catch {
      return false; // the connection is lost already
    } finally {
      this.#session.off("close", isLost);
      clearTimeout(timeout);
    }
  }
}
