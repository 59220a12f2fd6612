import type { Random } from "../support/random.ts";
import { salesFile, type TestSale } from "../support/sales-files.ts";
import { CUSTOMERS_FILE, type ExampleFile, SALES_TEAM_FILE } from "../support/worked-example.ts";

const MONTHS = ["2023-01", "2023-02", "2023-03"];

/** What a random sequence lands, and what of it counts once it is processed. */
export class Landing {
  readonly #random: Random;
  /** By key: the text that counts. */
  readonly #counting = new Map<string, string>();
  /** By key: texts that counted before. */
  readonly #history = new Map<string, string[]>();
  readonly customers: ExampleFile[] = [CUSTOMERS_FILE];
  readonly team: ExampleFile[] = [SALES_TEAM_FILE];
  #files = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  get counting(): readonly ExampleFile[] {
    return [...this.#counting].map(([key, text]) => ({ key, text }));
  }

  /** One more file, with the name of its kind. */
  next(): { readonly kind: string; readonly file: ExampleFile } {
    this.#files += 1;
    const kinds = ["late", "late", "correction", "duplicate", "return", "invalid", "customers", "team"] as const;
    const kind = this.#counting.size === 0 ? "late" : this.#random.oneOf(kinds);
    return { kind, file: this.#file(kind) };
  }

  #file(kind: "late" | "correction" | "duplicate" | "return" | "invalid" | "customers" | "team"): ExampleFile {
    switch (kind) {
      case "late":
        return this.#counts(salesFile(`late_${this.#files}`, this.#sales()));
      case "correction":
        return this.#counts({ ...this.#someFile(), text: salesFile("", this.#sales()).text });
      case "duplicate":
        return { ...this.#someFile(), key: `raw/sales/sales_data_again_${this.#files}.csv` };
      case "return":
        return this.#returning() ?? this.#file("late");
      case "invalid":
        return { ...this.#someFile(), key: `raw/sales/wrong name ${this.#files}.csv` };
      case "customers":
        return this.#renamed(this.customers, "customers", "Saanvi");
      case "team":
        return this.#renamed(this.team, "sales_team", "Rahul");
    }
  }

  /** Content that counted under its key before, and counts nowhere now. */
  #returning(): ExampleFile | undefined {
    const live = new Set(this.#counting.values());
    const gone = [...this.#history].flatMap(([key, texts]) => texts.map((text) => ({ key, text })));
    const free = gone.filter(({ text }) => !live.has(text));
    return free.length === 0 ? undefined : this.#counts(this.#random.oneOf(free));
  }

  #renamed(versions: ExampleFile[], feed: string, name: string): ExampleFile {
    const [first] = versions;
    const text = (first?.text ?? "").replace(name, `${name}${this.#files}`);
    const file = { key: `raw/${feed}/${feed}_${String(this.#files).padStart(4, "0")}.csv`, text };
    versions.push(file);
    return file;
  }

  #counts(file: ExampleFile): ExampleFile {
    const before = this.#counting.get(file.key);
    if (before !== undefined) this.#history.set(file.key, [...(this.#history.get(file.key) ?? []), before]);
    this.#counting.set(file.key, file.text);
    return file;
  }

  #someFile(): ExampleFile {
    return this.#random.oneOf(this.counting);
  }

  #sales(): readonly TestSale[] {
    return Array.from({ length: 1 + this.#random.below(4) }, () => ({
      customer: 1 + this.#random.below(2),
      store: this.#random.oneOf([121, 122]),
      date: `${this.#random.oneOf(MONTHS)}-${String(1 + this.#random.below(28)).padStart(2, "0")}`,
      person: 1 + this.#random.below(4),
      // The file's number makes equal contents, which would be duplicates, unlikely enough not to happen.
      price: 100 * this.#files + this.#random.below(100),
    }));
  }
}
