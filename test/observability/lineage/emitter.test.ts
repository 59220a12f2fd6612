import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, onTestFinished, test } from "vitest";
import {
  createLogger,
  fileTransport,
  httpTransport,
  LineageEmitter,
  type LineageTransport,
} from "../../../src/observability/index.ts";

const START = { eventType: "START" };
const COMPLETE = { eventType: "COMPLETE" };

function recordingLog() {
  const warnings: string[] = [];
  const log = createLogger("warn", {}, { write: (line) => void warnings.push(messageOf(line)) });
  return { warnings, log };
}

function messageOf(line: string): string {
  const { msg }: { readonly msg?: unknown } = JSON.parse(line);
  return String(msg);
}

async function send(transport: LineageTransport, timeoutMs: number): Promise<readonly string[]> {
  const { warnings, log } = recordingLog();
  {
    await using emitter = new LineageEmitter({ transport, timeoutMs, log });
    emitter.emit(START);
    emitter.emit(COMPLETE);
  }
  return warnings;
}

/** A server on this machine that answers with a status, or not at all. */
async function server(status: number | undefined) {
  const received: { readonly request: IncomingMessage; readonly body: unknown }[] = [];
  const http = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ request, body: JSON.parse(body) });
      if (status !== undefined) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { received, url: `http://127.0.0.1:${address.port}/` };
}

describe("lineage events", () => {
  test("arrive at the API in their order, with the key", async () => {
    const { received, url } = await server(201);
    const warnings = await send(httpTransport({ url, endpoint: "api/v1/lineage", apiKey: "secret" }), 60_000);
    assert.deepEqual(warnings, []);
    assert.deepEqual(
      received.map(({ request: { method, url: path, headers }, body }) => [method, path, headers.authorization, body]),
      [START, COMPLETE].map((event) => ["POST", "/api/v1/lineage", "Bearer secret", event]),
    );
  });

  test("are lines of a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "lineage-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, "events.ndjson");
    assert.deepEqual(await send(fileTransport(path), 60_000), []);
    assert.equal(await readFile(path, "utf8"), '{"eventType":"START"}\n{"eventType":"COMPLETE"}\n');
  });

  test("that are refused are warned of, and the next ones are sent", async () => {
    const { received, url } = await server(500);
    const warnings = await send(httpTransport({ url, endpoint: "lineage", apiKey: "" }), 60_000);
    assert.equal(received.length, 2);
    assert.deepEqual(
      warnings,
      ["START", "COMPLETE"].map(
        (type) => `the lineage event ${type} did not arrive: ${url}lineage answers 500 to a lineage event.`,
      ),
    );
  });

  test("that a server never answers are given up in time", async () => {
    const { url } = await server(undefined);
    const [first = ""] = await send(httpTransport({ url, endpoint: "lineage", apiKey: "" }), 50);
    assert.match(first, /^(the lineage event START did not arrive|\d lineage events did not arrive within 50 ms)/);
  });
});
