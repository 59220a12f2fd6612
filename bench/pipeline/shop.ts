import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dimensionFiles } from "./dimension-files.ts";
import { type MeasuredRun, measureRun } from "./measure-run.ts";
import type { MeasuredSpark } from "./measured-servers.ts";
import { openPlace, type Place } from "./place.ts";
import { RUN, runProgram } from "./run-program.ts";
import type { S3Counter } from "./s3-counter.ts";
import { type Company, type SalesFiles, salesFolder } from "./sales-files.ts";

export interface Bench {
  /** Where files that were made stay. */
  readonly data: string;
  /** The servers, S3 through its proxy. */
  readonly env: Readonly<Record<string, string>>;
  readonly s3: S3Counter;
  /** @default its sources */
  readonly program?: string;
}

const [DONE, NOTHING_TO_DO] = [[0], [99]] as const;

/** A place of its own, where runs are measured that differ only in what landed before them. */
export class Shop implements AsyncDisposable {
  readonly #bench: Bench;
  readonly #place: Place;

  private constructor(bench: Bench, place: Place) {
    this.#bench = bench;
    this.#place = place;
  }

  /** Its dimensions are known: a first run, which is not measured, has loaded them. */
  static async open(bench: Bench, spark: MeasuredSpark, name: string, company: Company): Promise<Shop> {
    const shop = await Shop.withoutDimensions(bench, name);
    for (const { key, text } of dimensionFiles(company)) await shop.#place.land(key, text);
    await runProgram(RUN, shop.#envOf(spark), DONE);
    return shop;
  }

  /** Nobody whom its sales name is known. */
  static async withoutDimensions(bench: Bench, name: string): Promise<Shop> {
    return new Shop(bench, await openPlace(bench.env, name));
  }

  get bucket(): string {
    return this.#place.bucket;
  }

  /** @returns how many bytes landed */
  async land(sales: SalesFiles): Promise<number> {
    const folder = await salesFolder(this.#bench.data, sales);
    let bytes = 0;
    for (const name of readdirSync(folder)) {
      const content = readFileSync(join(folder, name));
      await this.#place.land(`raw/sales/${name}`, content);
      bytes += content.length;
    }
    return bytes;
  }

  async run(spark: MeasuredSpark): Promise<MeasuredRun> {
    return await this.#measure(spark, DONE);
  }

  async runWithNothingNew(spark: MeasuredSpark): Promise<MeasuredRun> {
    return await this.#measure(spark, NOTHING_TO_DO);
  }

  async #measure(spark: MeasuredSpark, codes: readonly number[]): Promise<MeasuredRun> {
    const { s3, program } = this.#bench;
    return await measureRun({ s3, spark }, () => runProgram(RUN, this.#envOf(spark), codes, program));
  }

  #envOf({ rpcs }: MeasuredSpark): Readonly<Record<string, string>> {
    return { ...this.#place.env, SPARK_REMOTE: rpcs.remote };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#place[Symbol.asyncDispose]();
  }
}
