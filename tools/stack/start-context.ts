import type { Credentials } from "./credentials.ts";
import type { ServerProcesses } from "./server-processes.ts";
import type { StackFolder } from "./stack-folder.ts";
import type { Service, StackSettings } from "./stack-settings.ts";

/** What the start of a server needs to know. */
export interface StartContext {
  readonly folder: StackFolder;
  readonly settings: StackSettings;
  readonly ports: Readonly<Record<Service, number>>;
  readonly credentials: Credentials;
  readonly processes: ServerProcesses;
  /** Aborted when another server failed or the stack is to stop. */
  readonly signal: AbortSignal;
}
