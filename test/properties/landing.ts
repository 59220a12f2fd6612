import { gzipSync } from "node:zlib";
import type { Random } from "../support/random.ts";
import { salesFile, type TestSale } from "../support/sales-files.ts";
import { CUSTOMERS_FILE, type ExampleFile, SALES_TEAM_FILE } from "../support/worked-example.ts";
import type { World } from "../support/world.ts";
import { afterRun, type TextsByKey } from "./counting-texts.ts";

const MONTHS = ["2023-01", "2023-02", "2023-03"];

const KINDS = [
  "late",
  "late",
  "correction",
  "copy",
  "packed copy",
  "overwritten",
  "swap",
  "emptied",
  "return",
  "invalid",
  "customers",
  "team",
] as const;
type Kind = (typeof KINDS)[number];

/** What a random sequence lands, and what of it counts once it is processed. */
export class Landing {
  readonly #random: Random;
  /** What counted after the last run. */
  #counting: TextsByKey = new Map();
  /** Sales files that have landed since. */
  readonly #landed = new Map<string, string>();
  /** Every text that a key has had. */
  readonly #history: ExampleFile[] = [];
  readonly customers: ExampleFile[] = [CUSTOMERS_FILE];
  readonly team: ExampleFile[] = [SALES_TEAM_FILE];
  #files = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  get counting(): readonly ExampleFile[] {
    return [...this.#counting].map(([key, text]) => ({ key, text }));
  }

  /** One more event, with its name and the files that land. */
  next(): { readonly kind: Kind; readonly files: readonly ExampleFile[] } {
    this.#files += 1;
    const kind = this.#history.length === 0 ? "late" : this.#random.oneOf(KINDS);
    return { kind, files: this.#filesOf(kind) };
  }

  /** A run has processed all that has landed. */
  processed(): void {
    this.#counting = afterRun(this.#counting, this.#landed);
    this.#landed.clear();
  }

  /** What to upload: a key that says so holds the text packed, each time in other bytes. */
  contentOf({ key, text }: ExampleFile): string | Uint8Array {
    if (!key.endsWith(".gz")) return text;
    const packed = gzipSync(text);
    packed.writeUInt32LE(this.#files, GZIP_TIME);
    return packed;
  }

  #filesOf(kind: Kind): readonly ExampleFile[] {
    const [one, other] = [this.#someFile(), this.#someFile()];
    switch (kind) {
      case "late":
        return this.#land(salesFile(`late_${this.#files}`, this.#sales()));
      case "correction":
        return this.#land({ key: one.key, text: salesFile("", this.#sales()).text });
      case "copy":
        return this.#land({ ...one, key: `raw/sales/sales_data_again_${this.#files}.csv` });
      case "packed copy":
        return this.#land({ ...one, key: `raw/sales/sales_data_again_${this.#files}.csv.gz` });
      case "overwritten":
        return this.#land({ key: one.key, text: other.text });
      case "swap":
        return this.#land({ key: one.key, text: other.text }, { key: other.key, text: one.text });
      case "emptied":
        return this.#land({ key: one.key, text: salesFile("", []).text });
      case "return":
        return this.#land(this.#random.oneOf(this.#history));
      case "invalid":
        return [{ ...one, key: `raw/sales/wrong name ${this.#files}.csv` }];
      case "customers":
        return [this.#renamed(this.customers, "customers", "Saanvi")];
      case "team":
        return [this.#renamed(this.team, "sales_team", "Rahul")];
    }
  }

  #renamed(versions: ExampleFile[], feed: string, name: string): ExampleFile {
    const [first] = versions;
    const text = (first?.text ?? "").replace(name, `${name}${this.#files}`);
    const file = { key: `raw/${feed}/${feed}_${String(this.#files).padStart(4, "0")}.csv`, text };
    versions.push(file);
    return file;
  }

  #land(...files: readonly ExampleFile[]): readonly ExampleFile[] {
    for (const file of files) {
      this.#landed.set(file.key, file.text);
      this.#history.push(file);
    }
    return files;
  }

  /** A key with a text that it has, or once had. */
  #someFile(): ExampleFile {
    return this.#history.length === 0 ? salesFile("none", []) : this.#random.oneOf(this.#history);
  }

  #sales(): readonly TestSale[] {
    return Array.from({ length: 1 + this.#random.below(4) }, () => ({
      customer: 1 + this.#random.below(2),
      store: this.#random.oneOf([121, 122]),
      date: `${this.#random.oneOf(MONTHS)}-${String(1 + this.#random.below(28)).padStart(2, "0")}`,
      person: 1 + this.#random.below(4),
      // The file's number makes contents that are equal by chance unlikely enough not to happen.
      price: 100 * this.#files + this.#random.below(100),
    }));
  }
}

/** Where a gzip header holds the time. */
const GZIP_TIME = 4;

/** One to four more events of the sequence, each told to the story. */
export async function landEvents(
  world: Pick<World, "land">,
  landing: Landing,
  random: Random,
  story: string[],
): Promise<void> {
  for (let events = 1 + random.below(4); events > 0; events--) {
    const { kind, files } = landing.next();
    story.push(`${kind} ${files.map(({ key }) => key).join(" and ")}`);
    for (const file of files) await world.land(file.key, landing.contentOf(file));
  }
}
