/**
 * A key of a listing as it is in the bucket. Asked to encode keys, as they may hold characters that XML cannot, some servers do not:
 * their answer says whether they did. The encoding is that of forms: some write a blank as `+`, others as `%20`. What is no such code
 * stands for itself.
 */
export function listedKey(listed: string | undefined, encodingType: string | undefined): string {
  if (listed === undefined || encodingType !== "url") return listed ?? "";
  try {
    return decodeURIComponent(listed.replaceAll("+", "%20"));
  } catch {
    return listed;
  }
}
