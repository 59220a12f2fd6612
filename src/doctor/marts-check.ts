import type { Settings } from "../config/index.ts";
import type { Job } from "../job/index.ts";
import { staleMonths, staleText } from "../pipeline/outcome/months-to-rebuild.ts";
import { SparkSession } from "../spark-connect/index.ts";
import type { Warehouse } from "../warehouse/index.ts";
import { type CheckResult, check, Finding } from "./check.ts";

/** Whether all months of the marts are as the job declares them. Asks MySQL alone. */
export function checkMarts(job: Job, settings: Settings, warehouse: Warehouse): Promise<CheckResult> {
  return check("marts", async () => {
    await using spark = withoutServer();
    const months = Object.entries(await staleMonths({ job, settings, warehouse, spark }));
    const stale = months.filter(([, { length }]) => length > 0).map(([mart, those]) => staleText(mart, those));
    if (stale.length === 0) return "hold no month of another declaration";
    throw new Finding(
      "warning",
      `${stale.join("; ")}. Run \`sales-pipeline rebuild\`, or \`rebuild --month\` for some.`,
    );
  });
}

/** Makes plans, which needs no server, and is never connected. */
function withoutServer(): SparkSession {
  return SparkSession.connect("sc://localhost", { releaseSession: false });
}
