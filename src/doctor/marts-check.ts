import type { Settings } from "../config/index.ts";
import { type Job, planningSession } from "../job/index.ts";
import { staleMonths, staleText } from "../pipeline/outcome/months-to-rebuild.ts";
import type { Warehouse } from "../warehouse/index.ts";
import { type CheckResult, check, Finding } from "./check.ts";

/** Whether all months of the marts are as the job declares them. Asks MySQL alone. */
export function checkMarts(job: Job, settings: Settings, warehouse: Warehouse): Promise<CheckResult> {
  return check("marts", async () => {
    const spark = planningSession();
    const months = Object.entries(await staleMonths({ job, settings, warehouse, spark }));
    const stale = months.filter(([, { length }]) => length > 0).map(([mart, those]) => staleText(mart, those));
    if (stale.length === 0) return "hold no month of another declaration";
    throw new Finding(
      "warning",
      `${stale.join("; ")}. Run \`sales-pipeline rebuild\`, or \`rebuild --month\` for some.`,
    );
  });
}
