/** The source of a copy as its header wants it: the SDK sends it as it is given. */
export function copySource(bucket: string, key: string): string {
  return `${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
}
