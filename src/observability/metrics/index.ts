export { exposition } from "./exposition.ts";
export type { Sample } from "./metrics.ts";
export { pushMetrics } from "./pushgateway.ts";
export { writeTextfile } from "./textfile.ts";
