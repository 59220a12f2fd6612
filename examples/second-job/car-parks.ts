import type { DimensionFeed } from "sales-pipeline/job";

/** The car parks, as the town keeps them. */
export const carParks: DimensionFeed = {
  name: "car_parks",
  columns: [
    { name: "car_park_id", kind: "integer", required: true },
    { name: "name", kind: "text", required: true, maxLength: 100 },
    { name: "district", kind: "text", required: false, maxLength: 50 },
    { name: "spaces", kind: "integer", required: false },
  ],
  dimension: { table: "car_park", key: "car_park_id" },
};
