import { create } from "@bufbuild/protobuf";
import { decodeBatch } from "../../../src/spark-connect/arrow/decode.ts";
import {
  AnalyzePlanRequest_SparkVersionSchema,
  ConfigRequest_SetSchema,
  type ExecutePlanResponse,
  KeyValueSchema,
  type Plan,
  PlanSchema,
} from "../../../src/spark-connect/gen/spark/connect/base_pb.js";
import type { DataType } from "../../../src/spark-connect/types/data-type.ts";
import { dataTypeFromProto } from "../../../src/spark-connect/types/from-proto.ts";
import { StructType } from "../../../src/spark-connect/types/struct-type.ts";
import type { ClientOptions } from "../../../src/spark-connect/wire/client-options.ts";
import { connect } from "../../../src/spark-connect/wire/connect.ts";
import type { ExecuteOptions, SparkConnectClient } from "../../../src/spark-connect/wire/spark-connect-client.ts";
import { sparkRemote } from "../../support/server-environment.ts";

/** Runs with a session of its own. */
export async function withClient(
  work: (client: SparkConnectClient) => Promise<void>,
  options: ClientOptions = {},
): Promise<void> {
  const client = connect(sparkRemote(), options);
  try {
    await work(client);
  } finally {
    await client.close();
  }
}

export function sqlPlan(query: string): Plan {
  return create(PlanSchema, { opType: { case: "root", value: { relType: { case: "sql", value: { query } } } } });
}

export function commandPlan(sql: string): Plan {
  const input = { relType: { case: "sql", value: { query: sql } } } as const;
  const command = { commandType: { case: "sqlCommand", value: { input } } } as const;
  return create(PlanSchema, { opType: { case: "command", value: command } });
}

export async function collect(
  client: SparkConnectClient,
  plan: Plan,
  options?: ExecuteOptions,
  onResponse: (response: ExecutePlanResponse) => void = () => {},
) {
  let schema: DataType = StructType([]);
  const rows: (readonly unknown[])[] = [];
  for await (const response of client.execute(plan, options)) {
    onResponse(response);
    if (response.schema !== undefined) {
      schema = dataTypeFromProto(response.schema);
    }
    if (response.responseType.case === "arrowBatch" && schema.kind === "struct") {
      rows.push(...decodeBatch(response.responseType.value.data, schema));
    }
  }
  return { schema, rows };
}

/** For what differs by version: major times 100 plus minor, 401 for Spark 4.1. */
export async function serverVersion(client: SparkConnectClient): Promise<number> {
  const answer = await client.analyze({ case: "sparkVersion", value: create(AnalyzePlanRequest_SparkVersionSchema) });
  const [major, minor] = answer.case === "sparkVersion" ? answer.value.version.split(".").map(Number) : [];
  return (major ?? 0) * 100 + (minor ?? 0);
}

export async function setConfig(client: SparkConnectClient, key: string, value: string): Promise<void> {
  const set = create(ConfigRequest_SetSchema, { pairs: [create(KeyValueSchema, { key, value })] });
  await client.config({ case: "set", value: set });
}
