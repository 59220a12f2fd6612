import { readdir } from "node:fs/promises";
import { ListMultipartUploadsCommand } from "@aws-sdk/client-s3";
import type { World } from "../support/world.ts";

/** Whatever lies about, in MySQL, S3 or the temporary folder, that a finished run must not leave. */
export async function leftovers(world: World, temporary: string): Promise<readonly string[]> {
  const batches = await world.rows<{ batch_id: string; state: string }>("SELECT batch_id, state FROM batches");
  const live = new Set(batches.filter(({ state }) => state === "completed").map(({ batch_id }) => batch_id));
  const isOfDeadBatch = (key: string) => {
    const { id } = /\/batch=(?<id>[^/]+)\//.exec(key)?.groups ?? {};
    return id !== undefined && !live.has(id);
  };
  const uploads = await world.s3.send(new ListMultipartUploadsCommand({ Bucket: world.settings.s3.bucket }));
  return [
    ...(await world.keys()).filter((key) => /^(raw|_work)\//.test(key) || isOfDeadBatch(key)),
    ...(uploads.Uploads ?? []).map(({ Key }) => `unfinished upload of ${Key}`),
    ...(await world.rows("SHOW TABLES LIKE 'load\\_%'")).map((row) => `table ${Object.values(row).join()}`),
    ...batches.filter(({ state }) => !["completed", "abandoned"].includes(state)).map((batch) => JSON.stringify(batch)),
    ...(await world.rows("SELECT * FROM pipeline_lease WHERE connection_id IS NOT NULL")).map(
      () => "the lease is held",
    ),
    ...(await world.rows<{ object_key: string; status: string }>(OPEN_FILES)).map(
      ({ object_key, status }) => `${object_key} is ${status}`,
    ),
    ...(await readdir(temporary)).filter((name) => name.startsWith("sales-pipeline-")),
  ];
}

const OPEN_FILES = `
  SELECT object_key, status
  FROM staging_files
  WHERE status IN ('Pending', 'Processing') OR archive_state = 'due'`;
