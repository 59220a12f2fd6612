import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, test } from "vitest";
import { archiveObject, type Lake, LakeError, openLake } from "../../src/lake/index.ts";
import { openRandomEtagsS3, type RandomEtagsS3 } from "../support/random-etags-s3.ts";
import { serverEnvironment } from "../support/server-environment.ts";
import { type TemporaryLake, temporaryLake } from "./temporary-lake.ts";

const { AWS_REGION: region } = serverEnvironment();

describe("on a server whose ETags are digests", () => archives(async () => undefined));
describe("on a server whose ETags are random", () => archives(openRandomEtagsS3));

function archives(openServer: () => Promise<RandomEtagsS3 | undefined>): void {
  let server: RandomEtagsS3 | undefined;
  let lake: TemporaryLake;
  beforeAll(async () => {
    server = await openServer();
    lake = await temporaryLake(server?.endpoint);
  });
  afterAll(async () => {
    await lake.remove();
    await server?.[Symbol.asyncDispose]();
  });
  /** The same bucket, with something that happens before each request of a command. */
  function disturbed(before: (command: string) => Promise<void>): Lake & Disposable {
    const other = openLake({
      bucket: lake.bucket,
      region,
      endpoint: server?.endpoint ?? serverEnvironment().AWS_ENDPOINT_URL_S3,
    });
    other.client.middlewareStack.add(
      (next, context) => async (args) => {
        await before((context.commandName ?? "").replace(/Command$/, ""));
        return next(args);
      },
      { step: "initialize" },
    );
    return { ...other, [Symbol.dispose]: other.close };
  }

  async function landed(name: string, content: string | Buffer = "content") {
    const key = `raw/sales/${name}`;
    const target = `processed/files/sales/1/${name}`;
    const sha256 = createHash("sha256").update(content).digest("hex");
    return { key, target, etag: await lake.put(key, content), sizeBytes: Buffer.byteLength(content), sha256 };
  }

  /** Both keys with their content. */
  async function contentsOf({ key, target }: { readonly key: string; readonly target: string }) {
    const keys = [...(await lake.keys(key)), ...(await lake.keys(target))];
    return Object.fromEntries(await Promise.all(keys.map(async (one) => [one, await lake.text(one)])));
  }

  test("an object moves", async () => {
    const file = await landed("moves.csv");
    assert.deepEqual(await archiveObject(lake, file), { outcome: "archived", keptAt: file.target });
    assert.deepEqual(await contentsOf(file), { [file.target]: "content" });
  });

  test("repeating it says the same", async () => {
    const file = await landed("again.csv");
    await archiveObject(lake, file);
    assert.deepEqual(await archiveObject(lake, file), { outcome: "archived", keptAt: file.target });
    assert.deepEqual(await contentsOf(file), { [file.target]: "content" });
  });

  test("an object that others removed is gone", async () => {
    const file = {
      key: "raw/sales/no.csv",
      target: "processed/files/sales/2/no.csv",
      etag: '"x"',
      sizeBytes: 1,
      sha256: null,
    };
    assert.deepEqual(await archiveObject(lake, file), { outcome: "gone" });
    assert.deepEqual(await contentsOf(file), {});
  });

  test("an object overwritten before the copy stays, and nothing is left at the target", async () => {
    const file = await landed("before.csv");
    await lake.put(file.key, "new content");
    assert.deepEqual(await archiveObject(lake, file), { outcome: "replaced" });
    assert.deepEqual(await contentsOf(file), { [file.key]: "new content" });
  });

  test("an object overwritten between copy and delete stays, and the version asked for is archived", async () => {
    const file = await landed("between.csv");
    using racing = disturbed(async (command) => {
      if (command === "DeleteObject") await lake.put(file.key, "new content");
    });
    assert.deepEqual(await archiveObject(racing, file), { outcome: "replaced", keptAt: file.target });
    assert.deepEqual(await contentsOf(file), { [file.key]: "new content", [file.target]: "content" });
  });

  test("a copy of another version is not taken for it, and stays", async () => {
    const file = await landed("wrong.csv");
    // What a server does that copies after its check of the ETag.
    using racing = disturbed(async (command) => {
      if (command !== "DeleteObject") return;
      await lake.put(file.key, "changed");
      await lake.put(file.target, "changed");
    });
    assert.deepEqual(await archiveObject(racing, file), { outcome: "replaced" });
    assert.deepEqual(await contentsOf(file), { [file.key]: "changed", [file.target]: "changed" });
  });

  test("a copy that is not what its own checksum was made of is not taken for the version", async () => {
    const file = await landed("damaged.csv");
    using racing = disturbed(async (command) => {
      if (command === "GetObject") throw new Error('Checksum mismatch: expected "AAAAAA==" but received "BBBBBB=="');
      if (command !== "DeleteObject") return;
      await lake.put(file.key, "changed");
      await lake.put(file.target, "changed");
    });
    assert.deepEqual(await archiveObject(racing, file), { outcome: "replaced" });
    assert.equal(await lake.text(file.key), "changed");
  });

  test("an incomplete copy is an error, and the original stays", async () => {
    const file = await landed("short.csv");
    let heads = 0;
    using racing = disturbed(async (command) => {
      if (command !== "HeadObject") return;
      heads += 1;
      if (heads === 2) await lake.put(file.target, "con");
    });
    await assert.rejects(
      archiveObject(racing, file),
      (error) => error instanceof LakeError && error.code === "incomplete_copy" && error.transient,
    );
    assert.equal(await lake.text(file.key), "content");
  });

  test("stopped before any of its requests, it ends the same when it is repeated", async () => {
    const order: string[] = [];
    using watched = disturbed(async (command) => void order.push(command));
    await archiveObject(watched, await landed("watched.csv"));
    assert.deepEqual(order, ["HeadObject", "CopyObject", "HeadObject", "DeleteObject"]);
    for (const [step] of order.entries()) {
      const file = await landed(`crash-${step}.csv`);
      let requests = 0;
      using crashing = disturbed(async () => {
        if (requests++ === step) throw new Error("crash");
      });
      await assert.rejects(archiveObject(crashing, file));
      assert.deepEqual(await archiveObject(lake, file), { outcome: "archived", keptAt: file.target });
      assert.deepEqual(await contentsOf(file), { [file.target]: "content" });
    }
  });

  test("stopped after the copy, and overwritten then: the new version stays and the old one is archived", async () => {
    const file = await landed("late.csv");
    using crashing = disturbed(async (command) => {
      if (command === "DeleteObject") throw new Error("crash");
    });
    await assert.rejects(archiveObject(crashing, file));
    await lake.put(file.key, "new content");
    assert.deepEqual(await archiveObject(lake, file), { outcome: "replaced", keptAt: file.target });
    assert.deepEqual(await contentsOf(file), { [file.key]: "new content", [file.target]: "content" });
  });

  test("a copy that was made before a crash is known by its content, also without the digest of a file nobody read", async () => {
    for (const known of [true, false]) {
      const file = await landed(`known-${known}.csv`);
      const asked = known ? file : { ...file, sha256: null };
      using crashing = disturbed(async (command) => {
        if (command === "DeleteObject") throw new Error("crash");
      });
      await assert.rejects(archiveObject(crashing, asked));
      assert.deepEqual(await archiveObject(lake, asked), { outcome: "archived", keptAt: file.target });
      assert.deepEqual(await contentsOf(file), { [file.target]: "content" });
    }
  });

  test("what is kept already is never overwritten: other content is kept beside it, once", async () => {
    const file = await landed("twice.csv");
    await lake.put(file.target, "earlier");
    const kept = await archiveObject(lake, file);
    assert.ok(kept.outcome === "archived" && kept.keptAt !== file.target);
    assert.deepEqual(await contentsOf(file), { [file.target]: "earlier" });
    assert.equal(await lake.text(kept.keptAt), "content");
    assert.deepEqual(await archiveObject(lake, file), kept);
  });

  test("a gzip file is known by what it holds, and by its bytes in older ledgers", async () => {
    const packed = gzipSync("content");
    const unpacked = createHash("sha256").update("content").digest("hex");
    for (const name of ["new", "old"]) {
      const file = await landed(`${name}.csv.gz`, packed);
      await lake.put(file.target, packed);
      await lake.put(file.key, "a new version");
      const asked = name === "new" ? { ...file, sha256: unpacked } : file;
      assert.deepEqual(await archiveObject(lake, asked), { outcome: "replaced", keptAt: file.target });
    }
  });
}
