import { checkJob } from "sales-pipeline/job";
import { salesJob } from "sales-pipeline/jobs/sales";
import { productMart } from "./product-mart.ts";

/** The job for sales with a mart more: `sales-pipeline --job examples/product-mart/index.ts run`. */
// biome-ignore lint/style/noDefaultExport: `--job` takes a module's default export.
export default checkJob({ ...salesJob, marts: [...salesJob.marts, productMart] });
