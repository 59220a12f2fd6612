import { openPlace } from "../pipeline/place.ts";
import { BUILT, RUN, runProgram } from "../pipeline/run-program.ts";
import { company, type SalesFiles, salesText } from "../pipeline/sales-files.ts";
import { type Environment, inTurn, type OpenedComparison } from "./comparison.ts";

const COMPANY = company(200, 50_000);
const BIG_MONTH = "2025-01";
const FILES = 10;

/** A file into a month that has many times as many rows, against the same into a month without any. */
export async function lateFile(
  servers: Environment,
  { rows, late }: { rows: number; late: number },
): Promise<OpenedComparison> {
  const place = await openPlace(servers, "late");
  const land = async (sales: SalesFiles) => {
    for (let file = 0; file < sales.files; file++) {
      await place.land(`raw/sales/sales_data_${sales.name}_${file}.csv`, salesText(sales, file));
    }
  };
  await land({ name: "big", company: COMPANY, rows, files: FILES, months: [BIG_MONTH] });
  await runProgram(RUN, place.env, [0], BUILT);
  let landed = rows;
  const into = (month: string) => async () => {
    await land({ name: `late_${landed}`, company: COMPANY, firstRow: landed, rows: late, files: 1, months: [month] });
    landed += late;
    return (await runProgram(RUN, place.env, [0], BUILT)).wallMs;
  };
  return {
    comparison: {
      name: `a file of ${late} rows into a month of ${rows} / into an empty month`,
      goal: 1.5,
      measure: (round) => inTurn(round, into(BIG_MONTH), into(emptyMonth(round))),
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}

/** Another one each round. */
function emptyMonth(round: number): string {
  return `${2024 - Math.floor(round / 12)}-${String((round % 12) + 1).padStart(2, "0")}`;
}
