import { countOldEvents, removeOldEvents } from "../../warehouse/index.ts";
import type { History } from "./history.ts";
import { asTimestamp } from "./retention.ts";

/** Changes of status, and warnings of runs. */
export const oldEvents: History = {
  async count({ warehouse }, before) {
    return { count: await countOldEvents(warehouse, asTimestamp(before)), bytes: 0 };
  },
  async remove(run, before) {
    const count = await removeOldEvents(run.warehouse, asTimestamp(before));
    await run.failpoint("purge:events_removed");
    return { count, bytes: 0 };
  },
};
