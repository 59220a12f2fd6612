/** Data that a plan reads. */
export type PlanSource =
  | { readonly kind: "files"; readonly format: string; readonly paths: readonly string[] }
  | { readonly kind: "table"; readonly name: string }
  /** A table, or undefined for a query, of another database. */
  | { readonly kind: "jdbc"; readonly table: string | undefined };

/** How an input takes part in a value, in the terms of OpenLineage: DIRECT as data, INDIRECT in a decision. */
export type Transformation =
  | { readonly type: "DIRECT"; readonly subtype: "IDENTITY" | "TRANSFORMATION" | "AGGREGATION" }
  | { readonly type: "INDIRECT"; readonly subtype: Indirect };

export type Indirect = "JOIN" | "GROUP_BY" | "FILTER" | "SORT" | "WINDOW" | "CONDITIONAL";

/** A column of a source that flows into something. */
export interface Edge {
  readonly source: PlanSource;
  readonly column: string;
  readonly transformation: Transformation;
}

/** What flows into something. */
export interface Flow {
  readonly edges: readonly Edge[];
  /** Why more may flow into it. */
  readonly unknown: readonly string[];
}

export const IDENTITY: Transformation = { type: "DIRECT", subtype: "IDENTITY" };
export const TRANSFORMATION: Transformation = { type: "DIRECT", subtype: "TRANSFORMATION" };
export const AGGREGATION: Transformation = { type: "DIRECT", subtype: "AGGREGATION" };

export function indirect(subtype: Indirect): Transformation {
  return { type: "INDIRECT", subtype };
}

const NOTHING: Flow = { edges: [], unknown: [] };

export const flow = {
  nothing: NOTHING,

  unknown(reason: string): Flow {
    return { edges: [], unknown: [reason] };
  },

  /** All of them together, each edge once. */
  ofAll(flows: readonly Flow[]): Flow {
    const edges = new Map(flows.flatMap((one) => one.edges.map((edge) => [keyOf(edge), edge] as const)));
    return { edges: [...edges.values()], unknown: [...new Set(flows.flatMap(({ unknown }) => unknown))] };
  },

  /** What flows into the result of a transformation of something. */
  by(transformation: Transformation, into: Flow): Flow {
    const edges = into.edges.map((edge) => ({ ...edge, transformation: then(edge.transformation, transformation) }));
    return flow.ofAll([{ edges, unknown: into.unknown }]);
  },
};

const DIRECT_ORDER = ["IDENTITY", "TRANSFORMATION", "AGGREGATION"] as const;

/** What only decided stays a decision; of data that is transformed twice, the stronger transformation counts. */
function then(first: Transformation, second: Transformation): Transformation {
  if (first.type === "INDIRECT") return first;
  if (second.type === "INDIRECT") return second;
  return DIRECT_ORDER.indexOf(first.subtype) > DIRECT_ORDER.indexOf(second.subtype) ? first : second;
}

function keyOf({ source, column, transformation }: Edge): string {
  return JSON.stringify([source, column, transformation.type, transformation.subtype]);
}
