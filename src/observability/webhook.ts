import { createHmac } from "node:crypto";
import { messageOf } from "../text/index.ts";

export interface WebhookTarget {
  /** May be a secret as a whole: only its host is ever told. */
  readonly url: string;
  /** `whsec_` and base64; empty: no signature. */
  readonly secret: string;
}

export interface WebhookMessage {
  /** The same for the same message, however often it is sent. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly body: string;
}

/**
 * Posts a message as Standard Webhooks has it: id, time and signature in headers, so that who receives it can tell a forged or an old one.
 *
 * @throws Error where it does not arrive
 */
export async function postWebhook(target: WebhookTarget, message: WebhookMessage, signal: AbortSignal): Promise<void> {
  const { host } = new URL(target.url);
  const headers = { "content-type": "application/json", ...signedHeaders(message, target.secret) };
  // A redirect could carry the summary elsewhere.
  const request = fetch(target.url, { method: "POST", headers, body: message.body, signal, redirect: "manual" });
  const response = await request.catch((error: unknown) => {
    throw new Error(`${host} cannot be reached: ${reasonOf(error)}`);
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${host} answers ${response.status}`);
}

function signedHeaders({ id, sentAt, body }: WebhookMessage, secret: string): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt / 1000));
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp };
  if (secret === "") return headers;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { ...headers, "webhook-signature": `v1,${signature}` };
}

/** What fetch wraps: its own message says only that it failed. */
function reasonOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause instanceof Error ? error.cause : error);
}
