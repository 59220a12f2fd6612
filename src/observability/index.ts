export { createLogger, type Logger } from "./logger.ts";
export type { Amount, EndedStep, RunEvent, RunWatcher, SparkWork } from "./run-event.ts";
export type { SparkReport } from "./spark-clock.ts";
export { StepTimer, type StepTiming } from "./step-timer.ts";
