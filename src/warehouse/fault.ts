import type { WarehouseErrorCode, WarehouseTarget } from "./warehouse-error.ts";

/** What a failure of the driver or the server means to us. */
export interface Fault {
  readonly code: WarehouseErrorCode;
  readonly transient: boolean;
  /** Ends with the next step. */
  detail(target: WarehouseTarget, message: string, driverCode: string): string;
}

export function at({ host, port }: WarehouseTarget): string {
  return `MySQL at ${host}:${port}`;
}
