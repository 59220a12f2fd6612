import { type Column, col, type DataFrame, max, min, sum } from "../spark-connect/index.ts";
import { exactly } from "./exact-values.ts";
import type { Fold, Mart, Rules } from "./mart.ts";

const FOLDS: Readonly<Record<Fold, (column: string) => Column>> = { sum, min, max };

/** Key and values of a mart, from all the facts of its months. */
export function martValues(mart: Mart, facts: DataFrame, rules: Rules): DataFrame {
  return derived(mart, mart.plan(facts, rules), rules);
}

/**
 * Key and values of a mart whose months have gained facts: from its present rows, and the facts that come to them. Equal to
 * `martValues` of all facts, to the cent. Months of `present` need not be those of the facts.
 */
export function foldedValues(mart: Mart, present: DataFrame, added: DataFrame, rules: Rules): DataFrame {
  const keys = Object.keys(mart.key);
  const folds = Object.entries(mart.folds ?? {});
  const columns = foldedColumns(mart).map((name) => col(name));
  const types = { ...mart.key, ...mart.values };
  const declared = foldedColumns(mart).map((name) => exactly(name, types[name] ?? ""));
  const [first, ...others] = folds.map(([column, fold]) =>
    FOLDS[fold](column)
      .cast(mart.values[column] ?? "")
      .alias(column),
  );
  if (first === undefined) throw new Error(`The mart ${mart.name} says of no value how it folds.`);
  const folded = present
    .select(...columns)
    .union(mart.plan(added, rules).select(...declared))
    .groupBy(...keys)
    .agg(first, ...others);
  return derived(mart, folded, rules);
}

/** The columns of a mart's present rows that folding needs. */
export function foldedColumns({ key, folds = {} }: Mart): readonly string[] {
  return [...Object.keys(key), ...Object.keys(folds)];
}

/** Whether each of its values either folds or is derived from those that do. */
export function isFoldable({ values, folds = {}, derived: rule }: Mart): boolean {
  return Object.keys(values).every((name) => name in folds || rule?.columns.includes(name));
}

function derived({ derived: rule }: Mart, rows: DataFrame, rules: Rules): DataFrame {
  return rule === undefined ? rows : rule.from(rows, rules);
}
