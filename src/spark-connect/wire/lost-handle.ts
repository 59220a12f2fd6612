import type { ConnectError } from "@connectrpc/connect";
import { causes } from "./causes.ts";
import { NotConnected } from "./http2-connection.ts";
import { isFromServer } from "./transient.ts";

/** The server does not know the session, or not as the one whose answers this client has seen. */
export function isSessionLoss(error: ConnectError): boolean {
  return isFromServer(error) && /INVALID_HANDLE\.SESSION_(NOT_FOUND|CHANGED|CLOSED)/.test(error.rawMessage);
}

/** The server does not know the operation, perhaps because it does not know its session. */
export function isOperationLoss(error: ConnectError): boolean {
  return (
    isSessionLoss(error) || (isFromServer(error) && error.rawMessage.includes("INVALID_HANDLE.OPERATION_NOT_FOUND"))
  );
}

/** The server has the operation already: an earlier request of ours, thought lost, had reached it. */
export function isAlreadyStarted(error: ConnectError): boolean {
  return isFromServer(error) && error.rawMessage.includes("INVALID_HANDLE.OPERATION_ALREADY_EXISTS");
}

/** Whether the request cannot have reached the server. */
export function neverSent(error: ConnectError): boolean {
  return causes(error).some((cause) => cause instanceof NotConnected);
}
