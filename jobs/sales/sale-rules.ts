import type { FactRules, FeedColumn, Lookalike, RowRule, RuleSettings, Rules } from "../../src/feeds/index.ts";
import { abs, btrim, type Column, coalesce, Decimal, lit } from "../../src/spark-connect/index.ts";

/** What a shop's sales may look like, beyond the contract. */
export const SALE_RULE_SETTINGS = {
  returns: {
    doc: "A line of negative quantity and total: rejected, or a sale that lowers every sum",
    choices: ["reject", "net"],
    default: "reject",
  },
  totalRule: {
    doc: "What total_cost must be: price times quantity, whatever is given, or price times quantity less the column `discount`",
    choices: ["product", "given", "discount"],
    default: "product",
  },
} as const satisfies RuleSettings;

const DISCOUNT: FeedColumn = { name: "discount", kind: "money", required: false, signed: true };
const CENT = Decimal.parse("0.01");

export function saleRules({ returns, totalRule }: Rules): FactRules {
  const takesReturns = returns === "net";
  return {
    ...(takesReturns && { signed: ["quantity", "total_cost"] }),
    ...(totalRule === "discount" && { watched: [DISCOUNT] }),
    rows: totalRules(takesReturns, totalRule),
    lookalikes: takesReturns ? [] : [RETURN],
  };
}

/** Quantity and total are negative. */
const RETURN: Lookalike = {
  warning: "rejected_return",
  matches: (text) => {
    const isNegative = (column: string, type: string) => btrim(text(column)).tryCast(type).lt(0);
    return isNegative("quantity", "bigint").and(isNegative("total_cost", "decimal(18,2)"));
  },
};

/** Whether the total is not what the other values make it. */
function totalRules(takesReturns: boolean, totalRule: string | undefined): readonly RowRule[] {
  const rule = (broken: RowRule["broken"]): RowRule => ({ code: "total_mismatch", broken });
  const isOff = isOffBy(totalRule);
  if (!takesReturns) return isOff === undefined ? [] : [rule(isOff)];
  return [rule((value) => (isOff === undefined ? hasOtherSign(value) : isOff(value).or(hasOtherSign(value))))];
}

type Values = (name: string) => Column;

const product = (value: Values) => value("price").multiply(value("quantity"));

function isOffBy(totalRule = "product"): RowRule["broken"] | undefined {
  switch (totalRule) {
    case "product":
      return (value) => abs(value("total_cost").minus(product(value))).gt(CENT);
    case "discount":
      return (value) => {
        const discount = coalesce(value("discount"), lit(Decimal.parse("0.00")));
        return abs(value("total_cost").minus(product(value).minus(discount))).gt(CENT);
      };
    default:
      return undefined;
  }
}

/** A return brings money back, a sale brings it in. */
function hasOtherSign(value: Values): Column {
  return value("quantity").multiply(value("total_cost")).lt(0);
}
