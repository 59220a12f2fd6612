import type { Paise } from "../money.ts";

interface CatalogProduct {
  readonly name: string;
  readonly basePrice: Paise;
  /** How often it is bought, relative to the others. */
  readonly popularity: number;
}

export const CATALOG: readonly CatalogProduct[] = [
  { name: "quaker oats", basePrice: 212_00, popularity: 9 },
  { name: "maida", basePrice: 20_00, popularity: 14 },
  { name: "besan", basePrice: 52_00, popularity: 12 },
  { name: "refined oil", basePrice: 110_00, popularity: 13 },
  { name: "clinic plus", basePrice: 1_50, popularity: 16 },
  { name: "dantkanti", basePrice: 100_00, popularity: 8 },
  { name: "nutrella", basePrice: 40_00, popularity: 7 },
  { name: "sugar", basePrice: 50_00, popularity: 18 },
  { name: "toor dal", basePrice: 128_50, popularity: 11 },
  { name: "basmati rice", basePrice: 142_00, popularity: 10 },
  { name: "ghee, 500 ml", basePrice: 315_50, popularity: 5 },
  { name: "masala chai", basePrice: 84_50, popularity: 9 },
];
