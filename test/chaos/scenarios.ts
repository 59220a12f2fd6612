import { counting, salesFile } from "../support/sales-files.ts";
import {
  CUSTOMERS_FILE,
  DIMENSION_FILES,
  type ExampleFile,
  SALES_FILE,
  SALES_TEAM_FILE,
} from "../support/worked-example.ts";

/** What lies in the lake when the faulty run begins, and what counts when all is done. */
export interface Scenario {
  /** Processed before, undisturbed. */
  readonly before: readonly ExampleFile[];
  readonly landing: readonly ExampleFile[];
  readonly counts: ReturnType<typeof counting>;
}

const DUPLICATE: ExampleFile = { key: "raw/sales/sales_data_again.csv", text: SALES_FILE.text };
const BAD_NAME: ExampleFile = { key: "raw/sales/wrong name.csv", text: SALES_FILE.text };
const TORN: ExampleFile = { key: "raw/sales/sales_data_torn.csv", text: 'customer_id,store_id\n1,"2' };
const LATE = salesFile("late", [{ date: "2023-02-11", person: 3, customer: 2, store: 122, price: 7 }]);
const CORRECTED: ExampleFile = { ...SALES_FILE, text: SALES_FILE.text.replace("3,50,2,100", "3,50,90,4500") };
const RENAMED: ExampleFile = { ...CUSTOMERS_FILE, text: CUSTOMERS_FILE.text.replace("Saanvi", "Sana") };
const NEW_NAME: ExampleFile = { ...SALES_TEAM_FILE, text: SALES_TEAM_FILE.text.replace("Rahul", "Ravi") };

export const SCENARIOS = {
  "first files": {
    before: [],
    landing: [...DIMENSION_FILES, SALES_FILE, DUPLICATE, BAD_NAME, TORN],
    counts: counting([SALES_FILE]),
  },
  "late file, correction, new names": {
    before: [...DIMENSION_FILES, SALES_FILE],
    landing: [LATE, CORRECTED, RENAMED, NEW_NAME],
    counts: counting([CORRECTED, LATE], {
      customers: [CUSTOMERS_FILE, RENAMED],
      team: [SALES_TEAM_FILE, NEW_NAME],
    }),
  },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof SCENARIOS;
