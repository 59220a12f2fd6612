import assert from "node:assert/strict";
import { test } from "vitest";
import { openSpark, rejoinSpark } from "../../src/pipeline/spark/open-spark.ts";
import { FakeServer } from "../spark-connect/wire/fake-server.ts";
import { loadSettings } from "../support/settings.ts";

const ID = "8c0c4d0a-6f3b-4b51-9d8e-2f6f5a1c7e55";
const NEEDED = { S3_BUCKET: "lake", MYSQL_DATABASE: "sales", MYSQL_USER: "etl" };

for (const end of ["", "/", "/;", "/;user_agent=etl", "/;user_agent=etl;"]) {
  test(`an earlier session is found again on a server whose address ends in "${end}", by the same user`, async () => {
    const calls: string[] = [];
    await using server = new FakeServer([], {
      interrupt: ({ sessionId, userContext }) => {
        calls.push(`${userContext?.userId} ${sessionId}`);
        return { sessionId, serverSideSessionId: "first process", interruptedIds: [] };
      },
    });
    const settings = loadSettings({ env: { ...NEEDED, SPARK_REMOTE: `${await server.listen()}${end}` } });
    await using dead = rejoinSpark(settings, ID);
    await dead.interruptAll();
    await using own = openSpark(settings);
    await own.interruptAll();
    assert.deepEqual(calls, [`sales-pipeline ${ID}`, `sales-pipeline ${own.sessionId}`]);
  });
}
