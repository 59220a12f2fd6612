import { checkJob, type Job } from "../../src/job/index.ts";
import { customerMart } from "./customer-mart.ts";
import { customerSubject } from "./customer-subject.ts";
import { customers, products, salesTeam, stores } from "./dimensions.ts";
import { SALE_RULE_SETTINGS } from "./sale-rules.ts";
import { sales } from "./sales.ts";
import { salesTeamMart, TIE_RULE_SETTING } from "./sales-team-mart.ts";

export { customers, products, salesTeam, stores } from "./dimensions.ts";

/** The job: its feeds, marts and rules are registered here. */
export const salesJob: Job = checkJob({
  facts: sales,
  dimensions: [customers, stores, salesTeam, products],
  subject: customerSubject,
  marts: [customerMart, salesTeamMart],
  rules: { ...SALE_RULE_SETTINGS, tieRule: TIE_RULE_SETTING },
});
