import { Code, type ConnectError } from "@connectrpc/connect";
import { RetryInfoSchema } from "../gen/google/rpc/error_details_pb.js";
import { tlsFailure } from "./tls-failure.ts";

export type Verdict =
  /** Trying again may help; `serverDelayMs` is the least wait that the server asked for. */
  { readonly transient: true; readonly serverDelayMs: number } | { readonly transient: false };

const FINAL: Verdict = { transient: false };
const NOW: Verdict = { transient: true, serverDelayMs: 0 };

/** Whether a failed call is worth another try. */
export function judge(error: ConnectError): Verdict {
  const [retryInfo] = error.findDetails(RetryInfoSchema);
  if (retryInfo !== undefined) {
    const { seconds = 0n, nanos = 0 } = retryInfo.retryDelay ?? {};
    return { transient: true, serverDelayMs: Number(seconds) * 1000 + nanos / 1e6 };
  }
  return (isFromServer(error) ? serverIsTransient(error) : connectionIsTransient(error)) ? NOW : FINAL;
}

/** Whether the server decided, as opposed to the connection breaking: only an answer carries a gRPC status. */
export function isFromServer(error: ConnectError): boolean {
  return error.metadata.has("grpc-status");
}

function serverIsTransient(error: ConnectError): boolean {
  switch (error.code) {
    case Code.Unavailable:
      return true;
    case Code.Internal:
      // Another stream has taken over this operation, for example our own that the network has not yet given up.
      return error.rawMessage.includes("INVALID_CURSOR.DISCONNECTED");
    default:
      return false;
  }
}

function connectionIsTransient(error: ConnectError): boolean {
  if (tlsFailure(error) !== undefined) {
    return false;
  }
  if (/^HTTP \d+$/.test(error.rawMessage)) {
    return error.code === Code.Unavailable; // a proxy answered instead of the server
  }
  switch (error.code) {
    case Code.Unavailable: // nobody listens, unknown host, no answer to a ping
    case Code.Aborted: // connection reset
    case Code.Internal: // stream reset, or ended without a status
    case Code.Canceled: // stream cancelled by something between us and the server; our own aborts never come here
      return true;
    case Code.InvalidArgument: // cut in the middle of a message
      return error.rawMessage.includes("enveloped message");
    default:
      return false;
  }
}
