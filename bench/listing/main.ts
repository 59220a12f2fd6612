// Discovery at a million objects: a run that finds nothing new, and one that finds ten new files, each beside a bare listing of the same
// keys. On servers that run already (`npm run stack:up`, then `source .stack/env`; MariaDB, whose sequences fill the ledger), after
// `npm run build`.
//   npm run bench:listing -- [--objects 1000000] [--layout nested] [--delay 0,50] [--shards 16] [--rounds 1] [--new 10]
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { openListingPlace } from "./listing-place.ts";
import { isLayout } from "./made-up-objects.ts";
import { measureRound } from "./measure-round.ts";

const { values } = parseArgs({
  options: {
    objects: { type: "string", default: "1000000" },
    layout: { type: "string", default: "nested" },
    delay: { type: "string", default: "0,50" },
    shards: { type: "string", default: "16" },
    rounds: { type: "string", default: "1" },
    new: { type: "string", default: "10" },
  },
});

process.stdout.write(`${values.objects} objects, ${cpus().length} × ${cpus()[0]?.model}\n\n`);
process.stdout.write(
  "| layout, ms a request | what | s | discover, s | MB | lists | MySQL, MB |\n|---|---|---|---|---|---|---|\n",
);
for (const layout of values.layout.split(",")) {
  if (!isLayout(layout)) throw new Error(`There is no layout ${layout}, but nested and flat.`);
  await using place = await openListingPlace(layout, Number(values.objects));
  for (const delay of values.delay.split(",")) {
    for (let round = 0; round < Number(values.rounds); round++) {
      const lines = await measureRound(place, {
        delayMs: Number(delay),
        shards: Number(values.shards),
        newFiles: Number(values.new),
      });
      for (const line of lines) process.stdout.write(`| ${layout}, ${delay} | ${line.join(" | ")} |\n`);
    }
  }
}
