import { type Flow, flow, IDENTITY, TRANSFORMATION } from "./flow.ts";
import { type FrameColumn, type FrameLineage, newColumn, type OtherColumns, sameName } from "./frame-lineage.ts";
import { identifierParts } from "./identifier.ts";

/** What sources of files offer beside their columns: which file a row is of, not data of it. */
const METADATA = "_metadata";

/** What a name means in a frame. */
interface Resolved {
  readonly column: FrameColumn;
  /** It is a part of the column's value. */
  readonly isPart: boolean;
}

/** The column that a name means; a string says why none, or more than one, is known. */
export function resolve(frame: FrameLineage, identifier: string, planId?: bigint): FrameColumn | string {
  const parts = identifierParts(identifier);
  if (parts === undefined) return `the name ${identifier} cannot be read`;
  const found = resolveParts(ofPlan(frame, planId), parts);
  if (typeof found === "string") return `${identifier} ${found}`;
  const { column, isPart } = found;
  return isPart ? newColumn(parts.at(-1) ?? "", flow.by(TRANSFORMATION, column.flow)) : column;
}

/** What flows out of the column that a name means. */
export function flowOfName(frame: FrameLineage, identifier: string, planId?: bigint): Flow {
  const found = resolve(frame, identifier, planId);
  return typeof found === "string" ? flow.unknown(found) : found.flow;
}

function ofPlan(frame: FrameLineage, planId: bigint | undefined): FrameLineage {
  if (planId === undefined) return frame;
  const isOf = ({ planIds }: { readonly planIds: ReadonlySet<bigint> }) => planIds.has(planId);
  return { ...frame, columns: frame.columns.filter(isOf), rest: frame.rest.filter(isOf) };
}

function resolveParts(frame: FrameLineage, parts: readonly string[]): Resolved | string {
  const [first = "", second] = parts;
  const qualified = frame.columns.filter(
    ({ name, qualifier }) => second !== undefined && isQualifier(qualifier, first) && sameName(name, second),
  );
  if (qualified.length > 0) return only(qualified, parts.length > 2);
  const named = frame.columns.filter(({ name }) => sameName(name, first));
  if (named.length > 0) return only(named, parts.length > 1);
  return resolveOther(frame.rest, parts);
}

function resolveOther(rest: readonly OtherColumns[], parts: readonly string[]): Resolved | string {
  const [first = "", second] = parts;
  const qualified = rest.filter(({ qualifier }) => second !== undefined && isQualifier(qualifier, first));
  const name = qualified.length > 0 && second !== undefined ? second : first;
  const candidates = (qualified.length > 0 ? qualified : rest).filter(
    ({ without }) => !without.has(name.toLowerCase()),
  );
  if (name === METADATA && candidates.every((others) => isOfFiles(others))) {
    return { column: newColumn(METADATA, flow.nothing), isPart: parts.length > 1 };
  }
  const [others, another] = candidates;
  if (others === undefined) return "is no column that the plan shows";
  if (another !== undefined) return "may be a column of more than one source";
  return { column: otherColumn(others, name), isPart: parts.length > (qualified.length > 0 ? 2 : 1) };
}

/** A column that the plan does not list. */
export function otherColumn(others: OtherColumns, name: string): FrameColumn {
  const { qualifier, planIds } = others;
  return { name, qualifier, planIds, flow: flowOfOther(others, name) };
}

function flowOfOther(others: OtherColumns, column: string): Flow {
  switch (others.kind) {
    case "source":
      return { edges: [{ source: others.source, column, transformation: IDENTITY }], unknown: [] };
    case "driver":
      return flow.nothing;
    case "unknown":
      return flow.unknown(others.reason);
  }
}

function only(columns: readonly FrameColumn[], isPart: boolean): Resolved | string {
  const [column, another] = columns;
  if (column === undefined || another !== undefined) return "is the name of more than one column";
  return { column, isPart };
}

function isQualifier(qualifier: string | undefined, name: string): boolean {
  return qualifier !== undefined && sameName(qualifier, name);
}

function isOfFiles(others: OtherColumns): boolean {
  return others.kind === "source" && others.source.kind === "files";
}
