import type { RunContext } from "./context/run-context.ts";
import type { Selecting } from "./interval/select-files.ts";

/** What discovering needs of a run: no Spark. */
export type Discovering = Selecting & Pick<RunContext, "runId" | "log">;
