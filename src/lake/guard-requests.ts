import type { Lake } from "./open-lake.ts";

/**
 * The same lake, of which every request first calls `guard`, and so does every repetition of one that the SDK makes.
 * Where it throws, nothing is sent, and the caller gets what it threw.
 */
export function guardRequests(lake: Lake, guard: () => void): Lake {
  lake.client.middlewareStack.add(
    (next) => async (request) => {
      guard();
      return await next(request);
    },
    // Behind the step that repeats requests, and so once for each repetition.
    { step: "finalizeRequest", priority: "low", name: "guardRequests" },
  );
  return { ...lake, guard };
}
