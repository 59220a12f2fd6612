import { parseArgs } from "node:util";
import { describeDataset } from "./dataset.ts";
import { generateDataset } from "./generate-dataset.ts";
import { generateSecondWave } from "./generate-second-wave.ts";
import { formatMoney } from "./money.ts";
import { DEFAULT_OPTIONS, type GenerateOptions } from "./options.ts";
import { folderSink, nullSink } from "./sink.ts";

const HELP = `Writes sample data for the pipeline: sales, customers, stores, staff and products of a retail company.

  node tools/generate/main.ts --out <folder> [options]

  --out <folder>        where raw/... is written; required
  --wave <1|2>          2 writes what lands after the first run: a late file, a corrected one, a duplicate, new
                        addresses. Use the options that made wave 1.   (1)
  --seed <n>            the same seed and options give the same bytes  (${DEFAULT_OPTIONS.seed})
  --first-month <yyyy-MM>                                              (${DEFAULT_OPTIONS.firstMonth})
  --months <n>                                                         (${DEFAULT_OPTIONS.months})
  --stores <n>                                                         (${DEFAULT_OPTIONS.stores})
  --salespeople <n>     in each store                                  (${DEFAULT_OPTIONS.salespeople})
  --customers <n>                                                      (${DEFAULT_OPTIONS.customers})
  --rows <n>            good sales rows; bad rows come on top          (${DEFAULT_OPTIONS.rows})
  --no-faults           no bad rows and no bad files
  --help
`;

/** What the command line asks for, or null for --help. */
interface Request {
  readonly out: string;
  readonly wave: "1" | "2";
  readonly options: GenerateOptions;
}

async function main(): Promise<void> {
  const request = requestFrom(process.argv.slice(2));
  if (request === null) {
    process.stdout.write(HELP);
    return;
  }
  const { out, wave, options } = request;
  const first = await generateDataset(options, wave === "1" ? folderSink(out) : nullSink);
  if (wave === "1") {
    print(describeDataset(first));
    return;
  }
  const second = await generateSecondWave(options, folderSink(out), first);
  const { moved } = second;
  print([
    ...describeDataset(second),
    `${second.late.key} moves the incentive of store ${moved.storeId} for ${moved.month} ` +
      `from person ${moved.from.personId} (${formatMoney(moved.from.incentiveBefore)}) ` +
      `to person ${moved.to.personId} (${formatMoney(moved.to.incentiveAfter)})`,
    `${second.corrected.key} replaces the file of that name`,
    `${second.duplicate.key} repeats ${second.duplicateOf}`,
  ]);
}

function requestFrom(args: readonly string[]): Request | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: "string" },
      wave: { type: "string", default: "1" },
      seed: { type: "string" },
      "first-month": { type: "string", default: DEFAULT_OPTIONS.firstMonth },
      months: { type: "string" },
      stores: { type: "string" },
      salespeople: { type: "string" },
      customers: { type: "string" },
      rows: { type: "string" },
      "no-faults": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  if (values.out === undefined) throw new RangeError("--out is missing. Name the folder to write to.");
  if (values.wave !== "1" && values.wave !== "2") throw new RangeError(`--wave is ${values.wave}. Give 1 or 2.`);
  const count = (name: "seed" | "months" | "stores" | "salespeople" | "customers" | "rows"): number =>
    values[name] === undefined ? DEFAULT_OPTIONS[name] : Number(values[name] || Number.NaN);
  return {
    out: values.out,
    wave: values.wave,
    options: {
      seed: count("seed"),
      firstMonth: values["first-month"],
      months: count("months"),
      stores: count("stores"),
      salespeople: count("salespeople"),
      customers: count("customers"),
      rows: count("rows"),
      faults: !values["no-faults"],
    },
  };
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`generate: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof RangeError || error instanceof TypeError ? 2 : 1;
}
