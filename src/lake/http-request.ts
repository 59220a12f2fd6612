/** A request of the SDK that is about to be signed. */
export interface HttpRequest {
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

export function isHttpRequest(request: unknown): request is HttpRequest {
  if (typeof request !== "object" || request === null || !("headers" in request)) return false;
  return typeof request.headers === "object" && request.headers !== null;
}
