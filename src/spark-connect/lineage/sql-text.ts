import { AGGREGATES } from "./aggregates.ts";
import { AGGREGATION, type Flow, flow, TRANSFORMATION } from "./flow.ts";
import type { FrameLineage } from "./frame-lineage.ts";
import { flowOfName, resolve } from "./resolve.ts";

/**
 * What flows into an expression that is SQL text. Only text of names, literals, operators and calls is read; whatever else SQL
 * knows (CASE, CAST, lambdas, subqueries, windows) leaves it unknown.
 */
export function flowOfSqlText(text: string, frame: FrameLineage): Flow {
  const read = readSqlText(text);
  const unread = flow.unknown(`the SQL text ${text} is not read`);
  if (read === undefined) return unread;
  const { names, calls } = read;
  const [first] = names;
  if (first === text.trim()) return flowOfName(frame, first);
  if (names.some((name) => typeof resolve(frame, name) === "string")) return unread;
  const transformation = calls.some((call) => AGGREGATES.has(call)) ? AGGREGATION : TRANSFORMATION;
  return flow.by(transformation, flow.ofAll(names.map((name) => flowOfName(frame, name))));
}

const NAME = "(?:`(?:[^`]|``)+`|[A-Za-z_][A-Za-z0-9_]*)";
const TOKEN = new RegExp(
  [
    "(?<blank>\\s+)",
    "(?<literal>'(?:[^'\\\\]|\\\\.|'')*'|\\d+(?:\\.\\d+)?)",
    `(?<name>${NAME}(?:\\.${NAME})*)`,
    "(?<close>\\))",
    "(?<operator><=>|<=|>=|<>|!=|==|\\|\\||[(,=<>+*/%-])",
  ].join("|"),
  "y",
);

/** Lambdas, named arguments and comments. */
const STRANGE = /->|=>|--|\/\*/;
const OPERATORS = new Set(["and", "or", "not", "is", "in", "like", "between"]);
const CONSTANTS = new Set(["null", "true", "false"]);
/** Functions that choose among their arguments, and names that are called without parentheses. */
const REFUSED = new Set(
  `if iff decode nvl2 all any case cast exists interval select user session_user current_catalog current_database
   current_date current_schema current_time current_timestamp current_user localtime localtimestamp`.split(/\s+/),
);

interface SqlNames {
  readonly names: readonly string[];
  readonly calls: readonly string[];
}

/** The names in a text; undefined where it holds more than values, operators and calls: two values that follow each other. */
function readSqlText(text: string): SqlNames | undefined {
  if (STRANGE.test(text)) return undefined;
  const names: string[] = [];
  const calls: string[] = [];
  const token = new RegExp(TOKEN);
  let afterValue = false;
  while (token.lastIndex < text.length) {
    const { blank, name, operator, close } = token.exec(text)?.groups ?? {};
    if (token.lastIndex === 0) return undefined;
    if (blank !== undefined) continue;
    const word = name?.toLowerCase();
    if (operator !== undefined || (word !== undefined && OPERATORS.has(word))) {
      afterValue = false;
      continue;
    }
    if ((afterValue && close === undefined) || (word !== undefined && REFUSED.has(word))) return undefined;
    const isCall = word !== undefined && text.slice(token.lastIndex).trimStart().startsWith("(");
    if (isCall) calls.push(word);
    else if (name !== undefined && !CONSTANTS.has(name.toLowerCase())) names.push(name);
    afterValue = !isCall;
  }
  return { names, calls };
}
