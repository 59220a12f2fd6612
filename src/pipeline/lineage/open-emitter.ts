import type { LineageSettings } from "../../config/index.ts";
import { fileTransport, httpTransport, LineageEmitter, type Logger } from "../../observability/index.ts";

/** Takes events to where the settings want them; undefined where they want none. */
export function openEmitter(settings: LineageSettings, log: Logger): LineageEmitter | undefined {
  const { url, file, disabled, timeoutMs } = settings;
  if (disabled || (url === "" && file === "")) return undefined;
  return new LineageEmitter({ transport: file === "" ? httpTransport(settings) : fileTransport(file), timeoutMs, log });
}
