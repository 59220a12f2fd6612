import type { Month } from "../calendar.ts";
import { onePercent, type Paise } from "../money.ts";
import type { StaffTotals } from "../sales/staff-totals.ts";
import type { Overtaking } from "./late-file.ts";

/** What changed for one of the two people. */
interface Change {
  readonly personId: number;
  readonly totalBefore: Paise;
  readonly totalAfter: Paise;
  readonly incentiveBefore: Paise;
  readonly incentiveAfter: Paise;
}

/** An incentive that goes to another person because of the second wave. */
export interface MovedIncentive {
  readonly storeId: number;
  readonly month: Month;
  readonly from: Change;
  readonly to: Change;
}

export function movedIncentive(overtaking: Overtaking, before: StaffTotals, after: StaffTotals): MovedIncentive {
  const { storeId, month, leader, challenger } = overtaking;
  const change = (personId: number): Change => ({
    personId,
    totalBefore: before.of(storeId, month, personId),
    totalAfter: after.of(storeId, month, personId),
    incentiveBefore: incentiveOf(personId, overtaking, before),
    incentiveAfter: incentiveOf(personId, overtaking, after),
  });
  return { storeId, month, from: change(leader), to: change(challenger) };
}

function incentiveOf(personId: number, { storeId, month }: Overtaking, totals: StaffTotals): Paise {
  const own = totals.of(storeId, month, personId);
  const best = totals.ranking(storeId, month)[0]?.total;
  return own === best ? onePercent(own) : 0;
}
