import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server on this machine that keeps what it is sent. */
export interface HttpReceiver extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly ReceivedRequest[];
}

export const answering = (status: number) => (response: ServerResponse) => {
  response.writeHead(status).end();
};

export const redirectingTo = (location: string) => (response: ServerResponse) => {
  response.writeHead(307, { location }).end();
};

/** Keeps who asks waiting for ever. */
export const neverAnswering = () => {};

export async function openHttpReceiver(answer: (response: ServerResponse) => void): Promise<HttpReceiver> {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method, url: path, headers } = request;
      received.push({ method, path, headers, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
