import { isRecord } from "../text/index.ts";

/**
 * All messages of one kind in a plan as JSON, those within others included: `partsOf(plan, "window")`.
 *
 * @param plan what `toPlanJson` gives
 */
export function partsOf(plan: unknown, kind: string): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(plan)) return plan.flatMap((part) => partsOf(part, kind));
  if (!isRecord(plan)) return [];
  return Object.entries(plan).flatMap(([name, part]) => [
    ...(name === kind && isRecord(part) && !Array.isArray(part) ? [part] : []),
    ...partsOf(part, kind),
  ]);
}

/** The column that an expression is, and nothing else; undefined for any other. Without the frame that it names. */
export function nameOfColumn(expression: unknown): string | undefined {
  const attribute = isRecord(expression) ? expression["unresolvedAttribute"] : undefined;
  const name = isRecord(attribute) ? attribute["unparsedIdentifier"] : undefined;
  return typeof name === "string" ? name.split(".").at(-1)?.replaceAll("`", "") : undefined;
}
