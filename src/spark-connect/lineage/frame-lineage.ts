import type { Flow, PlanSource } from "./flow.ts";

/** A column of a frame in a plan. */
export interface FrameColumn {
  /** Empty where Spark makes one up for an expression without an alias. */
  readonly name: string;
  /** The alias of the frame that it is of. */
  readonly qualifier: string | undefined;
  /** The frames of which it is a column, by the ids that plans give them. */
  readonly planIds: ReadonlySet<bigint>;
  readonly flow: Flow;
}

/** Columns that a plan does not list. */
export type OtherColumns = {
  readonly qualifier: string | undefined;
  readonly planIds: ReadonlySet<bigint>;
  /** In lower case: names that are columns of their own, or are dropped. */
  readonly without: ReadonlySet<string>;
} & (
  | { readonly kind: "source"; readonly source: PlanSource }
  /** Rows that the driver sent: they come from no source. */
  | { readonly kind: "driver" }
  | { readonly kind: "unknown"; readonly reason: string }
);

/** Where the columns of a frame come from, and what decides about its rows. */
export interface FrameLineage {
  readonly columns: readonly FrameColumn[];
  readonly rest: readonly OtherColumns[];
  readonly rows: Flow;
}

const NONE: ReadonlySet<never> = new Set();

export function newColumn(name: string, flow: Flow): FrameColumn {
  return { name, qualifier: undefined, planIds: NONE, flow };
}

export function unknownFrame(reason: string): FrameLineage {
  const rest: OtherColumns = { kind: "unknown", reason, qualifier: undefined, planIds: NONE, without: NONE };
  return { columns: [], rest: [rest], rows: { edges: [], unknown: [reason] } };
}

export function frameOf(columns: readonly FrameColumn[], rows: Flow): FrameLineage {
  return { columns, rest: [], rows };
}

/** The frame of a source of which the plan names no column. */
export function openFrame(of: { kind: "source"; source: PlanSource } | { kind: "driver" }): FrameLineage {
  const rest: OtherColumns = { ...of, qualifier: undefined, planIds: NONE, without: NONE };
  return { columns: [], rest: [rest], rows: { edges: [], unknown: [] } };
}

/** The frame, whose columns can be named by the id of its plan, too. */
export function withPlanId(frame: FrameLineage, planId: bigint | undefined): FrameLineage {
  if (planId === undefined) return frame;
  return {
    ...frame,
    columns: frame.columns.map((column) => ({ ...column, planIds: new Set([...column.planIds, planId]) })),
    rest: frame.rest.map((others) => ({ ...others, planIds: new Set([...others.planIds, planId]) })),
  };
}

/** Spark's names are case-insensitive. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
