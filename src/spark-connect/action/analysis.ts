import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { AnalyzePlanRequestSchema, type AnalyzePlanResponse } from "../gen/spark/connect/base_pb.js";
import type { CallOptions, SparkConnectClient } from "../wire/spark-connect-client.ts";
import { flattenMessage } from "./flatten-message.ts";

type Question = NonNullable<MessageInitShape<typeof AnalyzePlanRequestSchema>["analyze"]>;
type Result = AnalyzePlanResponse["result"];
type Answer<Kind> = Extract<Result, { case: Kind }> extends { value: infer Value } ? Value : never;

/** Asks the server about a plan without running it. */
export async function analyze<Kind extends NonNullable<Question["case"]>>(
  client: SparkConnectClient,
  question: Question & { readonly case: Kind },
  options?: CallOptions,
): Promise<Answer<Kind>> {
  const request = flattenMessage(create(AnalyzePlanRequestSchema, { analyze: question }));
  const result = await client.analyze(request.analyze, options);
  if (!isAnswer<Kind>(result, question.case)) {
    throw new Error(`Asked for ${question.case}, the server answered with ${result.case ?? "nothing"}`);
  }
  return result.value;
}

function isAnswer<Kind>(
  result: Result,
  kind: string,
): result is Extract<Result, { case: Kind }> & { value: Answer<Kind> } {
  return result.case === kind;
}
