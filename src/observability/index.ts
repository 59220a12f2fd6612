export * from "./lineage/index.ts";
export { createLogger, type Logger } from "./logger.ts";
export { type RetriedRequest, Retries, type Server } from "./retries.ts";
export type { Amount, EndedStep, RunEvent, RunWatcher, SparkWork } from "./run-event.ts";
export { RunPlace } from "./run-place.ts";
export type { SparkReport } from "./spark-clock.ts";
export { StepTimer, type StepTiming } from "./step-timer.ts";
export { postWebhook } from "./webhook.ts";
