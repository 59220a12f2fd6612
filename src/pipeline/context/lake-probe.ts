import { probeLake } from "../../lake/index.ts";
import type { RunContext } from "./run-context.ts";

/** Resolves while S3 as such works; rejects with what it refuses. */
export type LakeProbe = () => Promise<void>;

/** Asks S3 once for all that want to know at the same moment: many files may fail together. */
export function newLakeProbe({ lake, runId, signal }: Pick<RunContext, "lake" | "runId" | "signal">): LakeProbe {
  let underWay: Promise<void> | undefined;
  return async () => {
    underWay ??= probeLake(lake, runId, signal).finally(() => {
      underWay = undefined;
    });
    await underWay;
  };
}
