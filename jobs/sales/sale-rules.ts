import { type Feed, type FeedColumn, type ValueForms, withForms } from "../../src/feeds/index.ts";
import type { RowRule } from "../../src/records/index.ts";
import { abs, type Column, coalesce, Decimal, lit } from "../../src/spark-connect/index.ts";
import { FEEDS } from "./feeds.ts";

/** What a shop's sales may look like, beyond the contract. */
export interface SaleRules {
  /** A line of negative quantity and total: rejected, or a sale that lowers sums. @default "reject" */
  readonly returns?: "reject" | "net";
  /** What `total_cost` must be: price times quantity, anything, or price times quantity less `discount`. @default "product" */
  readonly totalRule?: "product" | "given" | "discount";
  /** @default as the contract says */
  readonly forms?: ValueForms;
}

const DISCOUNT: FeedColumn = { name: "discount", kind: "money", required: false, signed: true };
const RETURNED: ReadonlySet<string> = new Set(["quantity", "total_cost"]);
const CENT = Decimal.parse("0.01");

/** The feed of sales under the rules. */
export function salesFeed({ returns = "reject", totalRule = "product", forms }: SaleRules): Feed {
  const { columns }: Feed = FEEDS.sales;
  const feed: Feed = {
    ...FEEDS.sales,
    columns: returns === "reject" ? columns : columns.map(withSign),
    ...(totalRule === "discount" && { watched: [DISCOUNT] }),
  };
  return forms === undefined ? feed : withForms(feed, forms);
}

function withSign(column: FeedColumn): FeedColumn {
  return RETURNED.has(column.name) ? { ...column, signed: true } : column;
}

/** Whether the total is not what the other values make it. */
export function totalRules({ returns = "reject", totalRule = "product" }: SaleRules): readonly RowRule[] {
  const rule = (broken: RowRule["broken"]): RowRule => ({ code: "total_mismatch", broken });
  const isOff = OFF[totalRule];
  if (returns === "reject") return isOff === undefined ? [] : [rule(isOff)];
  return [rule((value) => (isOff === undefined ? hasOtherSign(value) : isOff(value).or(hasOtherSign(value))))];
}

type Values = (name: string) => Column;

const product = (value: Values) => value("price").multiply(value("quantity"));

const OFF: Readonly<Record<NonNullable<SaleRules["totalRule"]>, RowRule["broken"] | undefined>> = {
  product: (value) => abs(value("total_cost").minus(product(value))).gt(CENT),
  given: undefined,
  discount: (value) =>
    abs(value("total_cost").minus(product(value).minus(coalesce(value("discount"), lit(Decimal.parse("0.00")))))).gt(
      CENT,
    ),
};

/** A return brings money back, a sale brings it in. */
function hasOtherSign(value: Values): Column {
  return value("quantity").multiply(value("total_cost")).lt(0);
}
