import assert from "node:assert/strict";
import { afterAll, test } from "vitest";
import {
  ABILITIES,
  abortUploads,
  archiveObject,
  copyObject,
  findAbilities,
  type Lake,
  LakeError,
  type LakeSettings,
  openLake,
  putText,
  verifyLake,
} from "../../src/lake/index.ts";
import {
  ACCESS_DENIED,
  NOT_IMPLEMENTED,
  openRefusingS3,
  type RefusableRequest,
  type S3Rule,
} from "../support/refusing-s3.ts";
import { serverEnvironment } from "../support/server-environment.ts";
import { temporaryLake } from "./temporary-lake.ts";

const { AWS_REGION: region, AWS_ENDPOINT_URL_S3 } = serverEnvironment();
const stored = await temporaryLake();
afterAll(() => stored.remove());

const FOLDER = "_work/probe/x/";

/** What `work` makes of the bucket as a server that goes by a rule shows it. */
async function on<T>(rule: S3Rule, work: (lake: Lake) => Promise<T>, settings: Partial<LakeSettings> = {}): Promise<T> {
  await using server = await openRefusingS3(AWS_ENDPOINT_URL_S3);
  server.refuse(rule);
  const lake = openLake({ bucket: stored.bucket, region, endpoint: server.endpoint, ...settings });
  try {
    return await work(lake);
  } finally {
    lake.close();
  }
}

const isCopy = ({ source }: RefusableRequest) => source !== undefined;
const isPut = (request: RefusableRequest) => request.method === "PUT" && !isCopy(request);
const isDelete = ({ method }: RefusableRequest) => method === "DELETE";
const isGet = ({ method }: RefusableRequest) => method === "GET";

/** A server on which a header does nothing, or is refused, in some requests. */
const ignores =
  (header: string, where: (request: RefusableRequest) => boolean): S3Rule =>
  (request) =>
    where(request) && request.headers[header] !== undefined ? { ignored: [header] } : undefined;
const refuses =
  (header: string, where: (request: RefusableRequest) => boolean): S3Rule =>
  (request) =>
    where(request) && request.headers[header] !== undefined ? NOT_IMPLEMENTED : undefined;

test("a server that does all is found to, and nothing is left", async () => {
  const found = await on(
    () => undefined,
    (lake) => findAbilities(lake, FOLDER),
  );
  assert.deepEqual(
    ABILITIES.filter((ability) => !found[ability]),
    [],
  );
  assert.deepEqual(await stored.keys(), []);
});

for (const [what, rule, message] of [
  ["ignores If-Match of DELETE", ignores("if-match", isDelete), /ignores the condition of DELETE with If-Match/],
  ["refuses If-Match of DELETE", refuses("if-match", isDelete), /does not take DELETE with If-Match/],
  ["ignores If-Match of GET", ignores("if-match", isGet), /ignores the condition of GET with If-Match/],
  [
    "ignores the version to copy",
    ignores("x-amz-copy-source-if-match", isCopy),
    /ignores the condition of COPY with x-amz-copy-source-if-match/,
  ],
] as const) {
  test(`a server that ${what} is none to work with: objects could be lost`, async () => {
    await assert.rejects(
      on(rule, (lake) => findAbilities(lake, FOLDER)),
      (error) => error instanceof LakeError && error.code === "not_supported" && message.test(error.message),
    );
  });
}

for (const [what, rule] of [
  [
    "ignores conditions of PUT",
    (request) => ignores("if-match", isPut)(request) ?? ignores("if-none-match", isPut)(request),
  ],
  [
    "refuses conditions of PUT",
    (request) => refuses("if-match", isPut)(request) ?? refuses("if-none-match", isPut)(request),
  ],
] as const satisfies readonly (readonly [string, S3Rule])[]) {
  test(`where a server ${what}, what lies at the key is looked up before`, async () => {
    await on(rule, async (lake) => {
      const found = await findAbilities(lake, FOLDER);
      assert.equal(found.conditionalPut, false);
      lake.abilities.learn(found);
      const replaced = (error: unknown) => error instanceof LakeError && error.code === "object_replaced";
      const etag = await putText(lake, what, "1", { condition: { ifAbsent: true } });
      await assert.rejects(putText(lake, what, "2", { condition: { ifAbsent: true } }), replaced);
      await assert.rejects(putText(lake, what, "2", { condition: { ifMatch: '"other"' } }), replaced);
      assert.equal(await stored.text(what), "1");
      await putText(lake, what, "3", { condition: { ifMatch: etag } });
      assert.equal(await stored.text(what), "3");
      await assert.rejects(putText(lake, "nothing", "1", { condition: { ifMatch: etag } }), replaced);
    });
  });
}

test("a server that refuses If-None-Match of COPY is not sent it again", async () => {
  await on(refuses("if-none-match", isCopy), async (lake) => {
    const found = await findAbilities(lake, FOLDER);
    assert.equal(found.conditionalCopy, false);
    const etag = await stored.put("source", "new");
    const copy = { sourceKey: "source", targetKey: "target", etag, sizeBytes: 3, onlyIfAbsent: true };
    await assert.rejects(copyObject(lake, copy), /not_supported/);
    lake.abilities.learn(found);
    await copyObject(lake, copy);
    assert.equal(await stored.text("target"), "new");
  });
});

test("a server that lists no uploads is not asked again", async () => {
  await on(
    ({ query }) => (query.has("uploads") ? NOT_IMPLEMENTED : undefined),
    async (lake) => {
      const found = await findAbilities(lake, FOLDER);
      assert.equal(found.listsUploads, false);
      await assert.rejects(abortUploads(lake, FOLDER), /not_supported/);
      lake.abilities.learn(found);
      assert.equal(await abortUploads(lake, FOLDER), 0);
    },
  );
});

/** A bucket policy that denies objects without a certain encryption; s3proxy itself does not know the header. */
const demands =
  (algorithm: string): S3Rule =>
  (request) => {
    const header = request.headers["x-amz-server-side-encryption"];
    if (request.method === "PUT" && header !== algorithm) return ACCESS_DENIED;
    return { ignored: ["x-amz-server-side-encryption"] };
  };

for (const algorithm of ["AES256", "aws:kms"] as const) {
  test(`a bucket that demands ${algorithm} names the setting, and is served with it`, async () => {
    await assert.rejects(
      on(demands(algorithm), (lake) => findAbilities(lake, FOLDER)),
      (error) =>
        error instanceof LakeError &&
        !error.transient &&
        new RegExp(
          `^missing_setting: .*x-amz-server-side-encryption.*S3_SERVER_SIDE_ENCRYPTION\\) must be ${algorithm}`,
        ).test(error.message),
    );
    await on(
      demands(algorithm),
      async (lake) => {
        await findAbilities(lake, FOLDER);
        const key = `raw/sales/${algorithm}.csv`;
        const etag = await putText(lake, key, "x", {});
        const moved = await archiveObject(lake, { key, etag, sizeBytes: 1, sha256: null, target: `kept/${algorithm}` });
        assert.equal(moved.outcome, "archived");
      },
      { encryption: { algorithm } },
    );
  });
}

test("a denial that no encryption helps stays what it is", async () => {
  await assert.rejects(
    on(
      ({ method }) => (method === "PUT" ? ACCESS_DENIED : undefined),
      (lake) => findAbilities(lake, FOLDER),
    ),
    /^LakeError: access_denied: .*Grant s3:PutObject/,
  );
});

test("a bucket whose requests are to be paid for names the setting, and is served with it", async () => {
  const rule: S3Rule = ({ headers }) =>
    headers["x-amz-request-payer"] === undefined ? ACCESS_DENIED : { ignored: ["x-amz-request-payer"] };
  await assert.rejects(
    on(rule, (lake) => verifyLake(lake)),
    /missing_setting: .*S3_REQUESTER_PAYS\) must be true/,
  );
  await on(rule, (lake) => verifyLake(lake), { requesterPays: true });
  await assert.rejects(
    on(
      () => ACCESS_DENIED,
      (lake) => verifyLake(lake),
    ),
    /access_denied: .*Grant s3:ListBucket/,
  );
});
