import { isRecord } from "./is-record.ts";
import { isProcessRecord, type ProcessRecord } from "./stack-state.ts";

/** What the supervisor tells the process that started it. */
export type SupervisorMessage =
  | { readonly kind: "ready"; readonly service: string; readonly seconds: number }
  | {
      readonly kind: "up";
      readonly env: Readonly<Record<string, string>>;
      readonly processes: readonly ProcessRecord[];
    }
  | { readonly kind: "failed"; readonly message: string };

/** What that process can answer: the servers shall outlive it. */
export const keep = "keep";

export function parseSupervisorMessage(value: unknown): SupervisorMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, service, seconds, env, processes, message } = value;
  if (kind === "ready" && typeof service === "string" && typeof seconds === "number") return { kind, service, seconds };
  if (kind === "failed" && typeof message === "string") return { kind, message };
  if (kind === "up" && isStringRecord(env) && Array.isArray(processes) && processes.every(isProcessRecord)) {
    return { kind, env, processes };
  }
  return undefined;
}

function isStringRecord(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((entry) => typeof entry === "string");
}
