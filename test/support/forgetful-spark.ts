import type { ServiceImpl } from "@connectrpc/connect";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { type ExecutePlanResponse, SparkConnectService } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import { ConnectionString } from "../../src/spark-connect/wire/connection-string.ts";
import { FakeServer } from "../spark-connect/wire/fake-server.ts";

/** Stands before a Spark Connect server and keeps what was observed to itself, as a server does that is too busy to have it yet. */
export async function openForgetfulSpark(remote: string): Promise<AsyncDisposable & { readonly remote: string }> {
  const headers = ConnectionString.parse(remote, process.env).requestHeaders();
  const transport = createGrpcTransport({
    baseUrl: remote.replace(/^sc:/, "http:"),
    interceptors: [
      (next) => (request) => {
        for (const [name, value] of headers) request.header.set(name, value);
        return next(request);
      },
    ],
  });
  const upstream = createClient(SparkConnectService, transport);
  async function* forgetting(responses: AsyncIterable<ExecutePlanResponse>) {
    for await (const response of responses) {
      yield { ...response, observedMetrics: response.observedMetrics.map((one) => ({ ...one, keys: [], values: [] })) };
    }
  }
  const service: Partial<ServiceImpl<typeof SparkConnectService>> = {
    executePlan: (request, { signal }) => forgetting(upstream.executePlan(request, { signal })),
    reattachExecute: (request, { signal }) => forgetting(upstream.reattachExecute(request, { signal })),
    analyzePlan: (request) => upstream.analyzePlan(request),
    config: (request) => upstream.config(request),
    addArtifacts: (requests) => upstream.addArtifacts(requests),
    artifactStatus: (request) => upstream.artifactStatus(request),
    interrupt: (request) => upstream.interrupt(request),
    cloneSession: (request) => upstream.cloneSession(request),
    releaseExecute: (request) => upstream.releaseExecute(request),
    releaseSession: (request) => upstream.releaseSession(request),
  };
  const server = new FakeServer([], service);
  return { remote: await server.listen(), [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
