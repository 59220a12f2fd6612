import { customers, products, salesTeam, stores } from "../../jobs/sales/dimensions.ts";
import { sales } from "../../jobs/sales/sales.ts";

/** The feeds of the job for sales, as it declares them. */
export const FEEDS = { sales, customers, stores, sales_team: salesTeam, products };

export type DimensionFeedName = Exclude<keyof typeof FEEDS, "sales">;
