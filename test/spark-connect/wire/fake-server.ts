import { createServer, type Http2Session } from "node:http2";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import { Code, ConnectError } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { ErrorInfoSchema } from "../../../src/spark-connect/gen/google/rpc/error_details_pb.js";
import {
  type ExecutePlanResponseSchema,
  SparkConnectService,
} from "../../../src/spark-connect/gen/spark/connect/base_pb.js";

export type Response = MessageInitShape<typeof ExecutePlanResponseSchema>;

/** One stream of responses, for the next request to execute or to reattach. */
export type Stream = (server: FakeServer) => AsyncIterable<Response>;

/** A Spark Connect server in this process, over real HTTP/2, that sends the streams it is given, one for each request. */
export class FakeServer implements AsyncDisposable {
  /** What asked for a stream: `execute`, `reattach`, `reattach after <response id>`. */
  readonly requests: string[] = [];
  /** Other calls: `release all`, `release until <response id>`, `interrupt`, and the names of the rest. */
  readonly controls: string[] = [];
  serverSideSessionId = "first process";
  readonly #streams: Stream[];
  readonly #sessions = new Set<Http2Session>();
  readonly #server;

  constructor(streams: readonly Stream[] = [], service: Partial<ServiceImpl<typeof SparkConnectService>> = {}) {
    this.#streams = [...streams];
    this.#server = createServer(
      connectNodeAdapter({
        routes: (router) => router.service(SparkConnectService, { ...this.#service(), ...service }),
      }),
    );
    this.#server.on("session", (session) => {
      this.#sessions.add(session);
      session.on("error", () => {});
      session.on("close", () => this.#sessions.delete(session));
    });
  }

  /** The connection string. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    const address = this.#server.address();
    return `sc://127.0.0.1:${typeof address === "object" ? address?.port : port}`;
  }

  /** Breaks all connections, as a failing network does. */
  cut(): void {
    for (const session of this.#sessions) {
      session.destroy();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #service(): Partial<ServiceImpl<typeof SparkConnectService>> {
    const answer = (sessionId: string) => ({ sessionId, serverSideSessionId: this.serverSideSessionId });
    return {
      executePlan: ({ sessionId, operationId = "" }) => {
        this.requests.push("execute");
        return this.#next(sessionId, operationId);
      },
      reattachExecute: ({ sessionId, operationId, lastResponseId }) => {
        this.requests.push(lastResponseId === undefined ? "reattach" : `reattach after ${lastResponseId}`);
        return this.#next(sessionId, operationId);
      },
      releaseExecute: ({ sessionId, operationId, release }) => {
        this.controls.push(
          release.case === "releaseUntil" ? `release until ${release.value.responseId}` : "release all",
        );
        return { ...answer(sessionId), operationId };
      },
      interrupt: ({ sessionId, interrupt }) => {
        this.controls.push("interrupt");
        return { ...answer(sessionId), interruptedIds: interrupt.case === "operationId" ? [interrupt.value] : [] };
      },
      releaseSession: ({ sessionId }) => {
        this.controls.push("release session");
        return answer(sessionId);
      },
      config: ({ sessionId }) => answer(sessionId),
      cloneSession: ({ sessionId, newSessionId = "" }) => {
        this.controls.push(`clone as ${newSessionId}`);
        return { ...answer(sessionId), newSessionId, newServerSideSessionId: this.serverSideSessionId };
      },
    };
  }

  async *#next(sessionId: string, operationId: string): AsyncGenerator<Response> {
    const stream = this.#streams.shift();
    if (stream === undefined) {
      throw new ConnectError("the test has no more streams", Code.FailedPrecondition);
    }
    for await (const response of stream(this)) {
      yield { sessionId, operationId, serverSideSessionId: this.serverSideSessionId, ...response };
    }
  }
}

/** A batch of one row, whose bytes are the id. */
export function batch(responseId: string): Response {
  const data = new TextEncoder().encode(responseId);
  return { responseId, responseType: { case: "arrowBatch", value: { rowCount: 1n, data } } };
}

export const complete: Response = { responseId: "end", responseType: { case: "resultComplete", value: {} } };

/** Sends these responses, then ends as servers do that limit the time of a stream. */
export function sends(...responses: readonly Response[]): Stream {
  return async function* () {
    yield* responses;
  };
}

/** Sends these responses, then the network breaks. */
export function sendsThenBreaks(...responses: readonly Response[]): Stream {
  return async function* (server) {
    yield* responses;
    // Once what was sent is on its way.
    await new Promise((resolve) => setImmediate(resolve));
    server.cut();
    await new Promise(() => {});
  };
}

/** Sends these responses, and no more. */
export function sendsThenWaits(...responses: readonly Response[]): Stream {
  return async function* () {
    yield* responses;
    await new Promise(() => {});
  };
}

/** Fails with a gRPC status, and with Spark's details if there is an error class. */
export function fails(code: Code, message: string, errorClass?: string): Stream {
  // biome-ignore lint/correctness/useYield: a stream that only fails
  return async function* () {
    const details =
      errorClass === undefined
        ? []
        : [{ desc: ErrorInfoSchema, value: create(ErrorInfoSchema, { metadata: { errorClass } }) }];
    throw new ConnectError(message, code, undefined, details);
  };
}
