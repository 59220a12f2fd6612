import { appendFile } from "node:fs/promises";

/** Takes one event to where lineage is kept. Rejects when it does not arrive. */
export type LineageTransport = (event: object, signal: AbortSignal) => Promise<void>;

export interface HttpTarget {
  readonly url: string;
  readonly endpoint: string;
  /** Empty for none. */
  readonly apiKey: string;
}

/** To an OpenLineage API. */
export function httpTransport({ url, endpoint, apiKey }: HttpTarget): LineageTransport {
  const address = `${url.replace(/\/+$/, "")}/${endpoint.replace(/^\/+/, "")}`;
  const headers = { "content-type": "application/json", ...(apiKey !== "" && { authorization: `Bearer ${apiKey}` }) };
  return async (event, signal) => {
    // A redirect could carry the key elsewhere.
    const response = await fetch(address, {
      method: "POST",
      headers,
      body: JSON.stringify(event),
      signal,
      redirect: "error",
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`${address} answers ${response.status} to a lineage event.`);
  };
}

/** A line of JSON for each event, at the end of a file. */
export function fileTransport(path: string): LineageTransport {
  return async (event) => await appendFile(path, `${JSON.stringify(event)}\n`);
}
