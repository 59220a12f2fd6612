import { Code, type ConnectError } from "@connectrpc/connect";
import { causes } from "./causes.ts";
import { ConnectionError } from "./connection-error.ts";
import { GRPC_STATUS } from "./grpc-status.ts";
import { tlsFailure } from "./tls-failure.ts";
import { isFromServer } from "./transient.ts";

/** A failed call, for whose failure Spark gave no details, as an error that says what to do. */
export function callError(error: ConnectError, authority: string): ConnectionError {
  const context = { grpcStatus: GRPC_STATUS[error.code], cause: error };
  const tls = tlsFailure(error);
  if (tls !== undefined) {
    return new ConnectionError(
      "TLS_FAILED",
      `TLS with ${authority} failed: ${tls}. ` +
        "Check that the server speaks TLS on this port, and that its certificate is for this host; " +
        "trust a private certificate authority with the option certificateAuthorities or NODE_EXTRA_CA_CERTS.",
      context,
    );
  }
  switch (error.code) {
    case Code.Unauthenticated:
      return new ConnectionError(
        "UNAUTHENTICATED",
        `${authority} did not accept the token: ${error.rawMessage}. Check ;token=… in the connection string or SPARK_CONNECT_AUTHENTICATE_TOKEN.`,
        context,
      );
    case Code.PermissionDenied:
      return new ConnectionError(
        "PERMISSION_DENIED",
        `${authority} refused the call: ${error.rawMessage}. Ask its operator to grant access to this user or token.`,
        context,
      );
    case Code.DeadlineExceeded:
      return new ConnectionError(
        "DEADLINE_EXCEEDED",
        `${authority} did not answer in time. Check that it is a Spark Connect server and not overloaded, or raise the option deadlines.`,
        context,
      );
    case Code.ResourceExhausted:
      return new ConnectionError(
        "MESSAGE_TOO_LARGE",
        `A message was larger than allowed: ${error.rawMessage}. Raise the option maxMessageBytes, and spark.connect.grpc.maxInboundMessageSize on the server, or send less at once.`,
        context,
      );
    case Code.Unimplemented:
      return new ConnectionError(
        "PROTOCOL_ERROR",
        `${authority} does not know this call: ${error.rawMessage}. Check that it is a Spark Connect server, version 4.0 or later.`,
        context,
      );
    default:
      return isFromServer(error)
        ? new ConnectionError("CALL_FAILED", `${authority} failed the call: ${error.rawMessage}`, context)
        : new ConnectionError(
            "CONNECTION_FAILED",
            `The connection to ${authority} failed: ${rootMessage(error)}. Check that a Spark Connect server runs there.`,
            context,
          );
  }
}

/** The server could not be reached once. */
export function unreachable(error: ConnectError, authority: string, milliseconds: number): ConnectionError {
  return new ConnectionError(
    "CONNECTION_FAILED",
    `No Spark Connect server answers at ${authority}, tried for ${Math.round(milliseconds / 1000)} s: ${rootMessage(error)}. ` +
      "Check that it runs, and the host and port of the connection string.",
    { grpcStatus: GRPC_STATUS[error.code], cause: error },
  );
}

/** The server answered once, then no more. */
export function lost(error: ConnectError, authority: string, milliseconds: number): ConnectionError {
  return new ConnectionError(
    "CONNECTION_FAILED",
    `The Spark Connect server at ${authority} was lost, and could not be reached again within ${Math.round(milliseconds / 1000)} s: ` +
      `${rootMessage(error)}. Check whether it still runs, then start a new session. A longer outage is tolerated with the option reconnectWithinMs.`,
    { grpcStatus: GRPC_STATUS[error.code], cause: error },
  );
}

function rootMessage(error: ConnectError): string {
  const root = causes(error).at(-1);
  // The attempts to several addresses of one name are reported together, with an empty message of their own.
  const first = root instanceof AggregateError && root.errors[0] instanceof Error ? root.errors[0] : root;
  return first === undefined || first === error ? error.rawMessage : first.message;
}
