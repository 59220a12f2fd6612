/** @throws TypeError for a tag that Spark does not take */
export function checkTag(tag: string): void {
  if (tag !== "" && !tag.includes(",")) return;
  throw new TypeError(`The operation tag "${tag}" is empty or contains a comma, which Spark does not allow`);
}
