import type { Settings } from "../../config/index.ts";
import type { PageLink } from "../../observability/report/index.ts";

/** Where a browser finds an object, or what lies below a folder: in AWS's console, or on the server itself. */
export function objectLink(
  { s3: { bucket, prefix, region, endpoint } }: Pick<Settings, "s3">,
  below: string,
): PageLink {
  const key = `${prefix}${below}`;
  const text = `s3://${bucket}/${key}`;
  if (endpoint !== undefined) {
    const path = key.split("/").map(encodeURIComponent).join("/");
    return { text, href: `${endpoint.replace(/\/$/, "")}/${encodeURIComponent(bucket)}/${path}` };
  }
  const kind = key.endsWith("/") ? "buckets" : "object";
  const query = new URLSearchParams({ region, prefix: key });
  return { text, href: `https://s3.console.aws.amazon.com/s3/${kind}/${encodeURIComponent(bucket)}?${query}` };
}
