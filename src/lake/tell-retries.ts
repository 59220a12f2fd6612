import { isRecord } from "../text/index.ts";
import type { Lake } from "./open-lake.ts";

/** A request that failed and that the SDK sends again. */
export interface LakeRetry {
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  /** The error's name, such as `SlowDown`. */
  readonly code: string;
  readonly message: string;
  readonly key: string | undefined;
}

/** From now on `tell` is told of each request of this lake that the SDK repeats. */
export function tellRetries(lake: Lake, tell: (retry: LakeRetry) => void): void {
  lake.client.middlewareStack.add(
    (next, { commandName = "a request" }) => {
      // Made once for a request, and called once for each of its attempts.
      let attempt = 0;
      let failure: unknown;
      return async (request) => {
        if (attempt > 0) tell(retryOf(request.input, commandName, attempt, failure));
        attempt += 1;
        try {
          return await next(request);
        } catch (error) {
          failure = error;
          throw error;
        }
      };
    },
    // Behind the step that repeats requests.
    { step: "finalizeRequest", priority: "low", name: "tellRetries" },
  );
}

function retryOf(input: object, command: string, attempt: number, failure: unknown): LakeRetry {
  const key = isRecord(input) && typeof input["Key"] === "string" ? input["Key"] : undefined;
  const { name, message } = failure instanceof Error ? failure : { name: "unknown", message: String(failure) };
  const request = `S3 ${command.replace(/Command$/, "")}${key === undefined ? "" : ` of ${key}`}`;
  return { attempt, code: name, message: `${request} failed: ${name} ${message}.`, key };
}
