import { openPlace } from "../pipeline/place.ts";
import { BUILT, RUN, runProgram } from "../pipeline/run-program.ts";
import { company, type SalesFiles, salesText } from "../pipeline/sales-files.ts";
import { type Environment, inTurn, type OpenedComparison } from "./comparison.ts";

const FILES = 20;
const ROWS_OF_A_FILE = 200;

/** Files of which no two have the same columns in the same order, against as many with one header. */
export async function manyHeaders(servers: Environment): Promise<OpenedComparison> {
  const place = await openPlace(servers, "headers");
  let landed = 0;
  const landAndRun = (columnsOf: (file: number, text: string) => string) => async () => {
    const sales: SalesFiles = {
      name: `h${landed}`,
      company: company(4, 500),
      firstRow: landed,
      rows: FILES * ROWS_OF_A_FILE,
      files: FILES,
      months: ["2025-01"],
    };
    landed += sales.rows;
    for (let file = 0; file < FILES; file++) {
      const text = columnsOf(file, salesText(sales, file));
      await place.land(`raw/sales/sales_data_${sales.name}_${file}.csv`, text);
    }
    return (await runProgram(RUN, place.env, [0], BUILT)).wallMs;
  };
  const same = landAndRun((_, text) => text);
  const different = landAndRun((file, text) => withColumns(text, file));
  await same();
  return {
    comparison: {
      name: `${FILES} files with ${FILES} headers / with one`,
      goal: 1.5,
      measure: (round) => inTurn(round, different, same),
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}

/** The columns in another order, and so many more that nobody declared. */
function withColumns(text: string, more: number): string {
  const [header = "", ...rows] = text.trimEnd().split("\n");
  const turned = (line: string, extra: (column: number) => string) => {
    const cells = line.split(",");
    const from = more % cells.length;
    return [
      ...cells.slice(from),
      ...cells.slice(0, from),
      ...Array.from({ length: more }, (_, column) => extra(column)),
    ];
  };
  const lines = [turned(header, (column) => `note_${column}`), ...rows.map((row) => turned(row, () => "x"))];
  return `${lines.map((cells) => cells.join(",")).join("\n")}\n`;
}
