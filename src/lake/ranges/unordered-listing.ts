/** A listing was parted by keys, and then its server did not answer in their order. */
export class UnorderedListing extends Error {
  constructor(key: string) {
    super(`${key} is listed out of the order of keys`);
    this.name = "UnorderedListing";
  }
}
