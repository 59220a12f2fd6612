import { faultOfType, JobError, type Mart } from "../../job/index.ts";
import { AnalysisException, SparkError } from "../../spark-connect/index.ts";
import { causesOf } from "../spark/spark-advice.ts";

/** Conditions of Spark's analysis that only the plan itself can be to blame for. */
const OF_THE_PLAN =
  /^(UNRESOLVED_(COLUMN|ROUTINE)|DATATYPE_MISMATCH|MISSING_(AGGREGATION|GROUP_BY)|AMBIGUOUS_REFERENCE)/;

/** What MySQL says of a row that the mart's types do not hold. */
const REFUSED =
  /Column '\w+' cannot be null|(?:Incorrect \w+ value: .*|Out of range value|Data too long) for column .* at row \d+/;

/** What failed while a mart was computed, as what is wrong with the mart where it is to blame: no other attempt would mend that. */
export function martFailure({ name, key, values }: Mart, error: unknown): unknown {
  if (!(error instanceof SparkError)) return error;
  const fail = (reason: string) => new JobError(`The mart ${name}`, reason, { cause: error });
  if (error instanceof AnalysisException && OF_THE_PLAN.test(error.errorClass ?? "")) {
    const columns = [...Object.keys(key), ...Object.keys(values)].join(", ");
    const [reason = ""] = error.message.split("\n");
    return fail(`Spark cannot make a plan of it: ${reason} Its rows must have the columns ${columns}.`);
  }
  const wrongType = faultOfType(causesOf(error));
  if (wrongType !== undefined) return fail(wrongType);
  const [refused] = REFUSED.exec(causesOf(error)) ?? [];
  if (refused === undefined) return error;
  const inMart = refused.replace(/`[^`]*`\.`load_[^`]*`\./, "");
  return fail(
    `MySQL does not take its rows: ${inMart}. Have its plan give what the types of its key and values hold, and never NULL.`,
  );
}
