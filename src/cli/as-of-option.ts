import { Option } from "@commander-js/extra-typings";
import { parseDate } from "./parse-date.ts";

/** The run's date, which a command may be given. */
export const asOfOption = () =>
  new Option("--as-of <date>", "the run's date (yyyy-MM-dd): a later sale is rejected")
    .argParser(parseDate)
    .default(undefined, "today in UTC");
