import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const DAGS = "examples/airflow/dags";
/** The example under another name, as where two teams have scheduled it. */
export const SECOND_DAG = "sales_pipeline_of_others";
/** The example with runs that are bound to their data intervals: the month of March 2023, then that of April. */
export const MONTHLY_DAG = "sales_pipeline_by_month";
/** The example with a command that loads the first three months of 2023. */
export const BACKFILL_DAG = "sales_pipeline_backfill";

const EXAMPLE = "sales_pipeline";
const COMMAND = 'sales-pipeline run{{ " --fail-on-invalid" if params.fail_on_invalid else "" }}';
const SCHEDULE = 'schedule=os.environ.get("SALES_PIPELINE_SCHEDULE", "15 * * * *")';
/** As the example's README has it. */
const OF_INTERVAL =
  "sales-pipeline run --data-interval-start '{{ data_interval_start }}' --data-interval-end '{{ data_interval_end }}'";

/** What a user of the example changes in it, by the DAG that it becomes. */
const CHANGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [SECOND_DAG]: {},
  [MONTHLY_DAG]: {
    [COMMAND]: `${OF_INTERVAL} --interval-of sales`,
    "import os\n": "import os\nfrom airflow.sdk import CronDataIntervalTimetable\n",
    [SCHEDULE]: 'schedule=CronDataIntervalTimetable("0 0 1 * *", timezone="UTC")',
    "start_date=datetime(2026, 1, 1, tzinfo=timezone.utc)":
      "start_date=datetime(2023, 3, 1, tzinfo=timezone.utc), end_date=datetime(2023, 4, 1, tzinfo=timezone.utc)",
    "catchup=False": "catchup=True",
  },
  [BACKFILL_DAG]: {
    [COMMAND]: "sales-pipeline backfill --from 2023-01 --to 2023-03",
    [SCHEDULE]: "schedule=None",
  },
};

/** Puts the examples, and what becomes of one of them, into the folder. */
export function layOutDags(folder: string): void {
  cpSync(DAGS, folder, { recursive: true });
  const example = readFileSync(join(folder, `${EXAMPLE}.py`), "utf8");
  for (const [dagId, changes] of Object.entries(CHANGES)) {
    let text = example;
    for (const [from, to] of Object.entries({ [`dag_id="${EXAMPLE}"`]: `dag_id="${dagId}"`, ...changes })) {
      assert.ok(text.includes(from), `${DAGS}/${EXAMPLE}.py does not have what is to be replaced: ${from}`);
      text = text.replace(from, () => to);
    }
    writeFileSync(join(folder, `${dagId}.py`), text);
  }
}

/** The DAGs that are laid out, each in a file of its name. */
export function laidOutDagIds(): readonly string[] {
  const examples = readdirSync(DAGS).filter((name) => name.endsWith(".py"));
  return [...examples.map((name) => name.replace(/\.py$/, "")), ...Object.keys(CHANGES)];
}
