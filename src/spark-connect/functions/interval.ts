import { create } from "@bufbuild/protobuf";
import { Column } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";
import { lit } from "./column.ts";
import { call } from "./function-kinds.ts";

// What is left out is 0.

const ZERO = lit(0);
/** A DECIMAL(10,0), as PySpark sends it. */
const ZERO_SECONDS = new Column(
  create(ExpressionSchema, {
    exprType: {
      case: "literal",
      value: { literalType: { case: "decimal", value: { value: "0", precision: 10, scale: 0 } } },
    },
  }),
);

/** A day-time interval. */
export function makeDtInterval(
  days: ColumnOrName = ZERO,
  hours: ColumnOrName = ZERO,
  mins: ColumnOrName = ZERO,
  secs: ColumnOrName = ZERO_SECONDS,
): Column {
  return call("make_dt_interval", [days, hours, mins, secs].map(toExpression));
}

/** A year-month interval. */
export function makeYmInterval(years: ColumnOrName = ZERO, months: ColumnOrName = ZERO): Column {
  return call("make_ym_interval", [years, months].map(toExpression));
}

/** A calendar interval. */
export const makeInterval = calendarInterval("make_interval");
/** NULL where it overflows. */
export const tryMakeInterval = calendarInterval("try_make_interval");

function calendarInterval(name: string) {
  return (
    years: ColumnOrName = ZERO,
    months: ColumnOrName = ZERO,
    weeks: ColumnOrName = ZERO,
    days: ColumnOrName = ZERO,
    hours: ColumnOrName = ZERO,
    mins: ColumnOrName = ZERO,
    secs: ColumnOrName = ZERO_SECONDS,
  ): Column => call(name, [years, months, weeks, days, hours, mins, secs].map(toExpression));
}
