import type { DataFrame } from "../data-frame.ts";
import { type Edge, type Flow, flow, type PlanSource } from "./flow.ts";
import type { FrameLineage } from "./frame-lineage.ts";
import { lineageOfRelation } from "./relation-lineage.ts";

/** Where a column of a frame comes from. */
export interface ColumnLineage {
  readonly name: string;
  readonly inputs: readonly Edge[];
  /** Why more may flow into it than `inputs` says; empty where that is all. */
  readonly unknown: readonly string[];
}

/** What a frame's plan says of where its rows come from. */
export interface PlanLineage {
  readonly columns: readonly ColumnLineage[];
  /** Whether these are all columns: a source that is read without a schema has others, which the plan does not name. */
  readonly complete: boolean;
  /** What decides which rows there are, and so flows into every column: joins, filters, groups. */
  readonly rows: readonly Edge[];
  /** Why more may decide about rows or columns than this says; empty where that is all. */
  readonly unknown: readonly string[];
}

/**
 * The columns of the sources from which each column of the frame is computed, read from the frame's plan: no server is asked.
 * What the plan does not tell (SQL text, user's code, a relation of a kind that is not known here) is told as unknown, and
 * never guessed.
 */
export function planLineage(frame: DataFrame): PlanLineage {
  const { columns, rest, rows } = lineageOfRelation(frame.relation);
  return {
    columns: columns.map(({ name, flow: { edges, unknown } }) => ({ name, inputs: edges, unknown })),
    complete: rest.every(({ kind }) => kind === "driver"),
    rows: rows.edges,
    unknown: [...new Set([...rows.unknown, ...unknownRest(rest)])],
  };
}

function unknownRest(rest: FrameLineage["rest"]): readonly string[] {
  return rest.flatMap((others) => (others.kind === "unknown" ? [others.reason] : []));
}

/** The lineage with the columns of each source replaced by what they are themselves computed from; undefined leaves one as it is. */
export function throughSources(
  lineage: PlanLineage,
  originOf: (source: PlanSource, column: string) => Flow | undefined,
): PlanLineage {
  const through = (edges: readonly Edge[]): Flow => flow.ofAll(edges.map((edge) => throughSource(edge, originOf)));
  const rows = through(lineage.rows);
  return {
    ...lineage,
    columns: lineage.columns.map(({ name, inputs, unknown }) => {
      const traced = through(inputs);
      return { name, inputs: traced.edges, unknown: [...new Set([...unknown, ...traced.unknown])] };
    }),
    rows: rows.edges,
    unknown: [...new Set([...lineage.unknown, ...rows.unknown])],
  };
}

function throughSource(edge: Edge, originOf: (source: PlanSource, column: string) => Flow | undefined): Flow {
  const origin = originOf(edge.source, edge.column);
  return origin === undefined ? { edges: [edge], unknown: [] } : flow.by(edge.transformation, origin);
}
