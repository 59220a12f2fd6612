import type { Rules } from "../../job/index.ts";
import type { RunContext } from "../context/run-context.ts";

/** The rules of the job as the settings have them. */
export function rulesOf({ settings }: Pick<RunContext, "settings">): Rules {
  return { tieRule: settings.run.tieRule };
}
