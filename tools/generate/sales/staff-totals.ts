import { type Month, monthOf } from "../calendar.ts";
import type { Paise } from "../money.ts";
import type { Sale } from "./sale.ts";

export interface PersonTotal {
  readonly personId: number;
  readonly total: Paise;
}

/** What each person sold in each store and month. */
export class StaffTotals {
  readonly #stores: Map<number, Map<Month, Map<number, Paise>>> = new Map();

  add(sale: Sale): void {
    this.#addAmount(sale.storeId, monthOf(sale.day), sale.personId, sale.total);
  }

  subtract(sale: Sale): void {
    this.#addAmount(sale.storeId, monthOf(sale.day), sale.personId, -sale.total);
  }

  copy(): StaffTotals {
    const copy = new StaffTotals();
    for (const [storeId, months] of this.#stores) {
      for (const [month, people] of months) {
        for (const [personId, total] of people) copy.#addAmount(storeId, month, personId, total);
      }
    }
    return copy;
  }

  of(storeId: number, month: Month, personId: number): Paise {
    return this.#stores.get(storeId)?.get(month)?.get(personId) ?? 0;
  }

  /** Highest total first; people with equal totals by id. */
  ranking(storeId: number, month: Month): readonly PersonTotal[] {
    return [...(this.#stores.get(storeId)?.get(month) ?? [])]
      .map(([personId, total]) => ({ personId, total }))
      .sort((a, b) => b.total - a.total || a.personId - b.personId);
  }

  #addAmount(storeId: number, month: Month, personId: number, amount: Paise): void {
    const people = entry(entry(this.#stores, storeId), month);
    people.set(personId, (people.get(personId) ?? 0) + amount);
  }
}

function entry<K, K2, V>(map: Map<K, Map<K2, V>>, key: K): Map<K2, V> {
  const found = map.get(key) ?? new Map<K2, V>();
  map.set(key, found);
  return found;
}
