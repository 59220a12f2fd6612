import { copyOf } from "../../text/index.ts";

/** A stretch of days, yyyy-MM-dd, both of them included. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

/** On which days the rows of a file are, as far as can be told without Spark. */
export interface FoundDays {
  /** Ascending, with a day between any two. */
  readonly ranges: readonly DayRange[];
  /** Whether the file may have rows of other days: a value is no day as far as can be told, or the file cannot be looked into. */
  readonly mayHaveOthers: boolean;
}

export const UNKNOWN_DAYS: FoundDays = { ranges: [], mayHaveOthers: true };

const DAY_MS = 86_400_000;

/** Some 270 years; a file that has more of them invents them. */
const MOST_DAYS = 100_000;

/** Collects the days of a file's rows, each once. */
export class DayCollector {
  readonly #dayOf: (text: string) => string | undefined;
  /** What the texts were read as, for there are far fewer texts than rows. */
  readonly #days = new Map<string, string | undefined>();
  #mayHaveOthers = false;

  /** @param dayOf undefined of a text that is no day */
  constructor(dayOf: (text: string) => string | undefined) {
    this.#dayOf = dayOf;
  }

  /** A value of the column, without blanks around it. */
  add(text: string): void {
    if (this.#days.has(text)) return;
    const day = this.#dayOf(text);
    if (day === undefined || this.#days.size >= MOST_DAYS) this.#mayHaveOthers = true;
    else this.#days.set(copyOf(text), day);
  }

  addUnreadable(): void {
    this.#mayHaveOthers = true;
  }

  get found(): FoundDays {
    const days = [...new Set(this.#days.values())].filter((day) => day !== undefined).toSorted();
    const ranges: DayRange[] = [];
    for (const day of days) {
      const before = ranges.at(-1);
      if (before !== undefined && Date.parse(day) - Date.parse(before.last) === DAY_MS) {
        ranges[ranges.length - 1] = { first: before.first, last: day };
      } else ranges.push({ first: day, last: day });
    }
    return { ranges, mayHaveOthers: this.#mayHaveOthers };
  }
}
