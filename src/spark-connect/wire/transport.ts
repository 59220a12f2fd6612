import type { Interceptor, Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import type { ClientOptions } from "./client-options.ts";
import type { ConnectionString } from "./connection-string.ts";
import { Http2Connection } from "./http2-connection.ts";

const DEFAULT_MAX_MESSAGE_BYTES = 128 * 1024 * 1024;

export interface Channel {
  readonly transport: Transport;
  close(): void;
}

/** gRPC over HTTP/2 to one server. Connects on the first call. */
export function openChannel(connection: ConnectionString, options: ClientOptions): Channel {
  const { maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES, certificateAuthorities } = options;
  const url = new URL(`${connection.useTls ? "https" : "http"}://${connection.authority}`);
  const http2 = new Http2Connection(url.origin, {
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    keepaliveIntervalMs: options.keepaliveIntervalMs ?? 60_000,
    keepaliveTimeoutMs: options.keepaliveTimeoutMs ?? 20_000,
    certificateAuthorities: certificateAuthorities === undefined ? undefined : [certificateAuthorities].flat(),
  });
  const transport = createGrpcTransport({
    baseUrl: url.origin,
    readMaxBytes: maxMessageBytes,
    writeMaxBytes: maxMessageBytes,
    interceptors: [addHeaders(connection)],
    sessionManager: http2,
  });
  return { transport, close: () => http2.close() };
}

function addHeaders(connection: ConnectionString): Interceptor {
  return (next) => (request) => {
    for (const [name, value] of connection.requestHeaders()) {
      request.header.set(name, value);
    }
    return next(request);
  };
}
