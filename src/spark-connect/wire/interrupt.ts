import { InterruptRequest_InterruptType as InterruptType } from "../gen/spark/connect/base_pb.js";
import type { Calls } from "./calls.ts";
import type { InterruptTarget } from "./spark-connect-client.ts";

/** For a call that only frees what the server frees by itself in time. */
export const FEW_RETRIES = 3;

/** Returns the ids of the operations that the server interrupted. */
export async function interrupt(
  calls: Calls,
  target: InterruptTarget,
  options: { readonly signal?: AbortSignal; readonly maxRetries?: number } = {},
): Promise<readonly string[]> {
  const response = await calls.call(
    "controlMs",
    (service, rpcOptions) => service.interrupt({ ...calls.session.requestHead(), ...selection(target) }, rpcOptions),
    options,
  );
  return response.interruptedIds;
}

function selection(target: InterruptTarget) {
  switch (target.kind) {
    case "all":
      return { interruptType: InterruptType.ALL };
    case "tag":
      return { interruptType: InterruptType.TAG, interrupt: { case: "operationTag", value: target.tag } } as const;
    case "operation":
      return {
        interruptType: InterruptType.OPERATION_ID,
        interrupt: { case: "operationId", value: target.operationId },
      } as const;
  }
}
