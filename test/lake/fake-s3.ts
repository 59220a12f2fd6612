import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Lake, openLake } from "../../src/lake/index.ts";

export interface FakeS3 extends AsyncDisposable {
  readonly lake: Lake;
  /** `PUT /bucket/key` of each request, in order. */
  readonly requests: readonly string[];
}

/** A server that answers as the test says: for what a real one does too rarely. */
export async function fakeS3(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<FakeS3> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url?.split("?")[0]}`);
    request.resume().on("end", () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the fake server has no port");
  const lake = openLake({ bucket: "fake", region: "us-east-1", endpoint: `http://127.0.0.1:${address.port}` });
  return {
    lake,
    requests,
    [Symbol.asyncDispose]: async () => {
      lake.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
