export { createLogger, type Logger } from "./logger.ts";
export { StepTimer, type StepTiming } from "./step-timer.ts";
