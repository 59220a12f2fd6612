import type { ClientOptions } from "./client-options.ts";
import { ConnectionString } from "./connection-string.ts";
import { GrpcSparkConnectClient } from "./grpc-client.ts";
import type { SparkConnectClient } from "./spark-connect-client.ts";

/**
 * A new session on the server at `sc://host:port/;key=value;…`. Nothing is sent before the first call.
 * @throws ConnectionError INVALID_CONNECTION_STRING
 */
export function connect(remote: string | ConnectionString, options: ClientOptions = {}): SparkConnectClient {
  const connection =
    typeof remote === "string" ? ConnectionString.parse(remote, options.environment ?? process.env) : remote;
  return new GrpcSparkConnectClient(connection, options);
}
