import type { Column } from "../spark-connect/index.ts";
import type { Feed, FeedColumn } from "./feed.ts";
import type { RowRule } from "./row-rule.ts";

/** The month of a fact, yyyy-MM: a column of cleaned facts, and of the key of every mart. */
export const MONTH = "sales_month";

/** What happens, each row once and on one day: what marts are computed from. */
export interface FactsFeed extends Feed {
  readonly facts: {
    /** The required date column that says on which day. */
    readonly day: string;
    /** The required money column whose sums the ledger keeps. */
    readonly amount: string;
    /** What holds for its rows beside the forms of their values. @default nothing */
    readonly rules?: (chosen: Rules) => FactRules;
  };
}

/** The rules of a job that settings choose, by name. */
export type Rules = Readonly<Record<string, string>>;

/** What can be chosen by the setting `run.<name>`. */
export interface RuleSetting {
  readonly doc: string;
  readonly choices: readonly [string, ...string[]];
  /** One of the choices. */
  readonly default: string;
}

export type RuleSettings = Readonly<Record<string, RuleSetting>>;

export interface FactRules {
  /** Columns whose numbers may be below zero. */
  readonly signed?: readonly string[];
  /** Columns that the rules look at, and that are additional ones otherwise. A file may lack those that are not required. */
  readonly watched?: readonly FeedColumn[];
  readonly rows: readonly RowRule[];
  /** What rejected rows may have been. */
  readonly lookalikes?: readonly Lookalike[];
}

/** Rejected rows that look like something a setting would let count: a warning of the summary says how many. */
export interface Lookalike {
  readonly warning: string;
  /** Of the texts of the row's columns, each NULL where the row is no record at all. NULL is no. */
  readonly matches: (text: (column: string) => Column) => Column;
}

/** Facts as the chosen rules have them. */
export interface RuledFacts {
  readonly feed: FactsFeed;
  readonly rows: readonly RowRule[];
  readonly lookalikes: readonly Lookalike[];
}

export function underRules(feed: FactsFeed, chosen: Rules): RuledFacts {
  const { signed = [], watched, rows = [], lookalikes = [] } = feed.facts.rules?.(chosen) ?? {};
  const columns = feed.columns.map((column) => (signed.includes(column.name) ? { ...column, signed: true } : column));
  return { feed: { ...feed, columns, ...(watched !== undefined && { watched }) }, rows, lookalikes };
}
