import { calledOf, type FieldsOf, listed, requireFields, requireTexts } from "./declared-fields.ts";
import { JobError } from "./job-error.ts";
import type { Balance, DerivedValues, Fold, Mart, ShownColumns, WatchedColumn } from "./mart.ts";
import type { MartView } from "./mart-view.ts";

const MART: FieldsOf<Mart> = {
  name: "text",
  key: "object",
  values: "object",
  shows: "list?",
  balance: "object",
  partitionBy: "list?",
  orderInPartition: "list?",
  views: "object?",
  watch: "object?",
  report: "list?",
  plan: "function",
  folds: "object?",
  derived: "object?",
};
const BALANCE: FieldsOf<Balance> = { amount: "text", count: "text?" };
const SHOWN: FieldsOf<ShownColumns> = { dimension: "object", on: "text", by: "text?", columns: "object" };
const SHOWN_COLUMN: FieldsOf<ShownColumns["columns"][string]> = { type: "text", from: "text" };
const WATCH: FieldsOf<WatchedColumn> = { column: "text", of: "text", tell: "function" };
const DERIVED: FieldsOf<DerivedValues> = { columns: "list", from: "function" };
const FOLDS: Readonly<Record<Fold, true>> = { sum: true, min: true, max: true };

type ViewFields = { readonly [Kind in MartView["kind"]]: FieldsOf<Extract<MartView, { readonly kind: Kind }>> };

const VIEWS: ViewFields = {
  months: { kind: "text", title: "text", amount: "text", by: "text", part: "text" },
  best: {
    kind: "text",
    title: "text",
    says: "text",
    amount: "text",
    of: "text",
    within: "text",
    name: "text",
    also: "list",
  },
  top: { kind: "text", title: "text", says: "text", amount: "text", of: "text", name: "text" },
};

/** @throws JobError as `checkFields` does, for one mart */
export function checkMartFields(mart: Mart, place: number): void {
  const subject = calledOf("The mart", mart, place);
  requireFields(subject, mart, MART);
  requireTexts(subject, "key", mart.key);
  requireTexts(subject, "values", mart.values);
  requireTexts(subject, "views", mart.views ?? {});
  requireFields(`${subject}, in its balance`, mart.balance, BALANCE);
  if (mart.watch !== undefined) requireFields(`${subject}, in its watch`, mart.watch, WATCH);
  if (mart.derived !== undefined) requireFields(`${subject}, in its derived`, mart.derived, DERIVED);
  for (const shown of mart.shows ?? []) {
    requireFields(`${subject}, in its shows`, shown, SHOWN);
    for (const [name, column] of Object.entries(shown.columns)) {
      requireFields(`${subject}, in what it shows as ${name}`, column, SHOWN_COLUMN);
    }
  }
  for (const view of mart.report ?? []) checkView(`${subject}, in its report`, view);
  for (const [value, fold] of Object.entries(mart.folds ?? {})) {
    if (!(fold in FOLDS)) throw new JobError(subject, `it folds ${value} by ${fold}. It may be ${listed(FOLDS)}.`);
  }
}

function checkView(subject: string, view: MartView): void {
  const fields = VIEWS[view.kind];
  if (fields === undefined) throw new JobError(subject, `the kind is ${view.kind}. It may be ${listed(VIEWS)}.`);
  requireFields(subject, view, fields);
}
