import { checkJob } from "sales-pipeline/job";
import { carParkMonths } from "./car-park-months.ts";
import { carParks } from "./car-parks.ts";
import { stays } from "./stays.ts";

/** A town's car parks: `sales-pipeline --job examples/second-job/index.ts run`. */
// biome-ignore lint/style/noDefaultExport: `--job` takes a module's default export.
export default checkJob({
  facts: stays,
  dimensions: [carParks],
  marts: [carParkMonths],
  rules: {
    longStays: {
      doc: "A stay of more than a week: rejected, or counted",
      choices: ["reject", "count"],
      default: "reject",
    },
  },
});
