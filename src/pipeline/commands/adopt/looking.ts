import type { Lake } from "../../../lake/index.ts";
import type { Warehouse } from "../../../warehouse/index.ts";

/** What adopting looks at. */
export interface Looking {
  readonly lake: Lake;
  readonly warehouse: Warehouse;
  readonly signal?: AbortSignal | undefined;
}
