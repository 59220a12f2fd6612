type Environment = Readonly<Record<string, string | undefined>>;

/** Whether OpenTelemetry's own variables ask for traces: an address to send them to, and nothing that turns them off. */
export function areTracesWanted(env: Environment): boolean {
  const { OTEL_SDK_DISABLED: disabled = "", OTEL_TRACES_EXPORTER: exporter = "otlp" } = env;
  if (disabled.toLowerCase() === "true" || exporter !== "otlp") return false;
  const addresses = [env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"], env["OTEL_EXPORTER_OTLP_ENDPOINT"]];
  return addresses.some((address) => address !== undefined && address !== "");
}
