import type { FactsFeed } from "sales-pipeline/job";
import { carParks } from "./car-parks.ts";

/** One car's stay, as the barriers write it: files of semicolons, with a dash for what they do not know. */
export const stays: FactsFeed = {
  name: "stays",
  csv: { delimiter: ";", nullValues: ["-"] },
  columns: [
    {
      name: "car_park_id",
      kind: "integer",
      required: true,
      references: { dimension: carParks, as: "car_park" },
    },
    { name: "left_on", kind: "date", required: true },
    { name: "minutes", kind: "integer", required: true },
    { name: "fee", kind: "money", required: true },
  ],
  facts: {
    day: "left_on",
    amount: "fee",
    rules: ({ longStays }) => ({
      // A ticket that was lost is no stay of many days.
      rows: longStays === "count" ? [] : [{ code: "lost_ticket", broken: (value) => value("minutes").gt(7 * 24 * 60) }],
    }),
  },
};
