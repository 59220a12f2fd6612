import type { ClientHttp2Stream, OutgoingHttpHeaders } from "node:http2";
import { Code, ConnectError } from "@connectrpc/connect";
import { causes } from "./causes.ts";
import { type Http2Options, Http2Session } from "./http2-session.ts";

/** No connection came about, so that the request was not sent. */
export class NotConnected extends Error {
  override readonly name = "NotConnected";
}

/**
 * The way to one server: a connection that is opened by the first request, and anew when it is lost. It stands in for the
 * manager of @connectrpc/connect-node 2.1.2, which stops listening to a lost connection too early, so that the error of the
 * loss can end the process as uncaught; which does not limit the time to connect; and which takes any open port for a server.
 */
export class Http2Connection {
  /** The origin of the server's URL, for example `http://127.0.0.1:15002`. */
  readonly authority: string;
  #options: Http2Options;
  #session: Http2Session | undefined;

  constructor(authority: string, options: Http2Options) {
    this.authority = authority;
    this.#options = options;
  }

  /** @throws ConnectError UNAVAILABLE, caused by NotConnected */
  async request(method: string, path: string, headers: OutgoingHttpHeaders): Promise<ClientHttp2Stream> {
    try {
      const session = await this.#verified();
      return session.request({ ...headers, ":method": method, ":path": path });
    } catch (error) {
      const root = causes(error).at(-1);
      const notConnected = new NotConnected(root?.message ?? "no connection", { cause: error });
      throw new ConnectError(notConnected.message, Code.Unavailable, undefined, undefined, notConnected);
    }
  }

  /** Called by the transport for each piece of a response. */
  notifyResponseByteRead(): void {
    this.#session?.heard();
  }

  /** Breaks off what still runs. */
  close(): void {
    this.#session?.destroy();
  }

  async #verified(): Promise<Http2Session> {
    const session = this.#usable();
    if (await session.verify()) {
      return session;
    }
    const another = this.#usable();
    await another.opened;
    return another;
  }

  #usable(): Http2Session {
    if (this.#session?.tooManyPings) {
      // What gRPC asks of its clients.
      this.#options = { ...this.#options, keepaliveIntervalMs: this.#options.keepaliveIntervalMs * 2 };
    }
    if (!this.#session?.isUsable) {
      this.#session = new Http2Session(this.authority, this.#options);
    }
    return this.#session;
  }
}
