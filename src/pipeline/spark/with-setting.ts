import type { RunContext } from "../context/run-context.ts";

/**
 * Has one of the settings of the run's session say something else during an action. After a failure it stays so: what follows an action that
 * failed is another attempt at the same.
 */
export async function withSetting<T>(
  { spark, signal }: Pick<RunContext, "spark" | "signal">,
  name: string,
  { during, after }: { readonly during: string; readonly after: string },
  action: () => Promise<T>,
): Promise<T> {
  await spark.conf.set(name, during, { signal });
  const result = await action();
  await spark.conf.set(name, after, { signal });
  return result;
}
