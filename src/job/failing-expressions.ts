import type { Column } from "../spark-connect/index.ts";
import { isRecord } from "../text/index.ts";
import { partsOf } from "./plan-parts.ts";
import { planningSession } from "./planning-session.ts";

/** Functions that end the query at a value that is not for them, each with the one that gives NULL. */
const INSTEAD: Readonly<Record<string, string>> = {
  "/": "tryDivide",
  "%": "tryMod",
  mod: "tryMod",
  pmod: "tryMod",
  div: "tryDivide",
  to_date: "tryToDate",
  to_timestamp: "tryToTimestamp",
  to_number: "tryToNumber",
  to_binary: "tryToBinary",
  to_time: "tryToTime",
  make_timestamp: "tryMakeTimestamp",
  make_interval: "tryMakeInterval",
  element_at: "tryElementAt",
  parse_json: "tryParseJson",
  parse_url: "tryParseUrl",
  url_decode: "tryUrlDecode",
};

/** Functions whose second argument alone can be at fault. */
const DIVISIONS: readonly string[] = ["/", "%", "mod", "pmod", "div"];

/**
 * What of a condition would end the whole run at one row whose value it does not suit, and what to write instead; undefined where
 * nothing is seen that would. With ANSI mode, which Spark 4 has on, a cast of `abc` is an error.
 */
export function failingPart(condition: Column): string | undefined {
  const plan = planningSession().range(0, 0).filter(condition).toPlanJson();
  const cast = partsOf(plan, "cast").find(
    (part) => part["evalMode"] === undefined && isOfRow(part["expr"]) && !isToText(part),
  );
  if (cast !== undefined) return `casts with \`cast\`${typeOf(cast)}: write \`tryCast\``;
  for (const { functionName, arguments: given } of partsOf(plan, "unresolvedFunction")) {
    const name = String(functionName);
    const args = Array.isArray(given) ? given : [];
    const instead = Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : undefined;
    const atFault = DIVISIONS.includes(name) ? args.slice(1) : args;
    if (instead !== undefined && atFault.some(isOfRow)) return `uses \`${name}\`: write \`${instead}\``;
  }
  const isCastInSql = partsOf(plan, "expressionString").some(({ expression }) =>
    /(^|[^\w])cast\s*\(|::/i.test(String(expression)),
  );
  return isCastInSql ? "casts in SQL with CAST: write TRY_CAST" : undefined;
}

/** A literal is the same in every row: it fails in all of them, or in none. */
function isOfRow(expression: unknown): boolean {
  return partsOf(expression, "unresolvedAttribute").length > 0;
}

function isToText(cast: Readonly<Record<string, unknown>>): boolean {
  const { typeStr, type } = cast;
  return /^string$/i.test(String(typeStr)) || (isRecord(type) && "string" in type);
}

function typeOf({ typeStr }: Readonly<Record<string, unknown>>): string {
  return typeof typeStr === "string" ? ` to ${typeStr}` : "";
}
