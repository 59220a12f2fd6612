import type { RunContext } from "../../context/run-context.ts";

/** What it takes to compare. */
export type VerifyContext = Pick<RunContext, "job" | "warehouse" | "lake" | "spark" | "settings" | "signal">;
