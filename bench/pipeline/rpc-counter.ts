import {
  connect,
  createServer,
  constants as http2,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";

/** One call of the Spark Connect service. */
export interface Rpc {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  /** `ExecutePlan`, `AnalyzePlan`, `Config`, … */
  readonly method: string;
}

/** Stands before a Spark Connect server, passes every call on, and remembers which it was. */
export interface RpcCounter extends AsyncDisposable {
  /** For SPARK_REMOTE. */
  readonly remote: string;
  /** All that came since the last call. */
  take(): readonly Rpc[];
}

/** @param remote `sc://host:port`, without TLS */
export async function openRpcCounter(remote: string): Promise<RpcCounter> {
  let calls: Rpc[] = [];
  const upstream = connect(remote.replace(/^sc:\/\/([^/]+).*$/, "http://$1"));
  // Whoever waits for an answer is told by the stream.
  upstream.on("error", () => {});
  const server = createServer();
  server.on("stream", (stream, headers) => {
    calls.push({ at: Date.now(), method: String(headers[":path"]).split("/").at(-1) ?? "" });
    passOn(stream, headers);
  });
  const passOn = (stream: ServerHttp2Stream, { ":authority": _, ...headers }: IncomingHttpHeaders) => {
    const call = upstream.request(headers, { endStream: false });
    let trailers: IncomingHttpHeaders = {};
    call.on("response", ({ ":status": status, ...answered }, flags) => {
      const isAll = (flags & http2.NGHTTP2_FLAG_END_STREAM) !== 0;
      stream.respond({ ":status": status, ...answered }, { endStream: isAll, waitForTrailers: !isAll });
      if (!isAll) call.pipe(stream);
    });
    call.on("trailers", (given) => {
      trailers = given;
    });
    stream.on("wantTrailers", () => stream.sendTrailers(trailers));
    stream.pipe(call);
    const end = () => {
      if (!call.closed) call.close(http2.NGHTTP2_CANCEL);
      if (!stream.closed) stream.close(http2.NGHTTP2_CANCEL);
    };
    stream.on("aborted", end).on("error", end);
    call.on("aborted", end).on("error", end);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!isAddress(address)) throw new Error("the proxy before Spark has no port");
  return {
    // With the token of the server behind it.
    remote: remote.replace(/^sc:\/\/[^/]+/, `sc://127.0.0.1:${address.port}`),
    take() {
      const taken = calls;
      calls = [];
      return taken;
    },
    async [Symbol.asyncDispose]() {
      upstream.destroy();
      server.close();
    },
  };
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
