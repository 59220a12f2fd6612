// A listing and nothing else, in a process of its own: what no discovery can do without. Its bounds are given, so no request is in vain.
//   node bench/listing/bare/main.ts <key after which a listing starts>…      with S3_BUCKET, BENCH_OBJECTS (how many there are) and AWS_…
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { s3Client } from "../../pipeline/place.ts";
import { serversOfEnvironment } from "../../servers-of-environment.ts";

const bounds = process.argv.slice(2);
const s3 = s3Client(serversOfEnvironment());
const counts = await Promise.all(bounds.map((after, shard) => list(after, bounds[shard + 1])));
s3.destroy();
const listed = counts.reduce((all, count) => all + count, 0);
if (listed !== Number(process.env["BENCH_OBJECTS"])) throw new Error(`${listed} objects were listed`);

async function list(after: string, upTo: string | undefined): Promise<number> {
  let objects = 0;
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: process.env["S3_BUCKET"],
        Prefix: "raw/",
        StartAfter: after,
        ContinuationToken,
        EncodingType: "url",
      }),
    );
    const keys = (page.Contents ?? []).map(({ Key }) => Key ?? "");
    const inRange = keys.filter((key) => upTo === undefined || key <= upTo);
    objects += inRange.length;
    ContinuationToken = inRange.length === keys.length ? page.NextContinuationToken : undefined;
  } while (ContinuationToken !== undefined);
  return objects;
}
