import type { ClientOptions } from "./client-options.ts";
import { ConnectionString } from "./connection-string.ts";
import { GrpcSparkConnectClient } from "./grpc-client.ts";
import type { SparkConnectClient } from "./spark-connect-client.ts";

/**
 * A new session on the server at `sc://host:port/;key=value;…`, by default that of SPARK_REMOTE. Nothing is sent before
 * the first call.
 * @throws ConnectionError INVALID_CONNECTION_STRING
 */
export function connect(remote?: string | ConnectionString, options: ClientOptions = {}): SparkConnectClient {
  const connection =
    remote instanceof ConnectionString ? remote : ConnectionString.parse(remote, options.environment ?? process.env);
  return new GrpcSparkConnectClient(connection, options);
}
