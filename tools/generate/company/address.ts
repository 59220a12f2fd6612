import { CITIES } from "../catalog/cities.ts";
import { type Random, valueAt } from "../random.ts";

export interface Address {
  /** House, street and city, with commas: such values must be quoted in CSV. */
  readonly text: string;
  readonly pincode: string;
}

/** An address in a store's city. */
export function addressNear(storeIndex: number, random: Random): Address {
  const city = valueAt(CITIES, storeIndex % CITIES.length);
  return {
    text: `${random.between(1, 240)}, ${random.pick(city.streets)}, ${city.name}`,
    pincode: String(city.pincode + random.below(60)),
  };
}
