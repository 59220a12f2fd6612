import type { JsonValue } from "@bufbuild/protobuf";
import { analyze } from "./action/analysis.ts";
import { EXPLAIN_MODES, type ExplainMode } from "./action/explain-mode.ts";
import { planJson, relationPlan } from "./action/plan.ts";
import type { Plan } from "./gen/spark/connect/base_pb.js";
import type { Relation } from "./gen/spark/connect/relations_pb.js";
import type { SessionContext } from "./session-context.ts";
import { NOWHERE, type StorageLevel } from "./storage-level.ts";
import type { StructType } from "./types/data-type.ts";
import { dataTypeFromProto } from "./types/from-proto.ts";
import { simpleString } from "./types/simple-string.ts";
import type { CallOptions } from "./wire/spark-connect-client.ts";

/** A relation and what the server can tell of it without running it. */
export class QueryAnalysis {
  /** The message that is sent. Plans share it: not to be changed. */
  readonly relation: Relation;
  protected readonly session: SessionContext;

  constructor(session: SessionContext, relation: Relation) {
    this.session = session;
    this.relation = relation;
  }

  async schema(options?: CallOptions): Promise<StructType> {
    const { schema } = await analyze(this.session.client, { case: "schema", value: { plan: this.#plan } }, options);
    const type = dataTypeFromProto(schema);
    if (type.kind !== "struct") throw new TypeError(`The server sent a schema of type ${type.kind} instead of struct`);
    return type;
  }

  async columns(options?: CallOptions): Promise<readonly string[]> {
    return (await this.schema(options)).fields.map(({ name }) => name);
  }

  /** Each column's name and type, such as `["price", "decimal(10,2)"]`. */
  async dtypes(options?: CallOptions): Promise<readonly (readonly [name: string, type: string])[]> {
    return (await this.schema(options)).fields.map(({ name, dataType }) => [name, simpleString(dataType)]);
  }

  /** The schema as a tree of text, which PySpark's `printSchema` prints. @param level how deep to go */
  async treeString(level?: number, options?: CallOptions): Promise<string> {
    const value = { plan: this.#plan, ...(level !== undefined && { level }) };
    return (await analyze(this.session.client, { case: "treeString", value }, options)).treeString;
  }

  /** How Spark would run it. */
  async explain(mode: ExplainMode = "simple", options?: CallOptions): Promise<string> {
    const value = { plan: this.#plan, explainMode: EXPLAIN_MODES[mode] };
    return (await analyze(this.session.client, { case: "explain", value }, options)).explainString;
  }

  /** Whether the driver alone can compute it, without executors. */
  async isLocal(options?: CallOptions): Promise<boolean> {
    return (await analyze(this.session.client, { case: "isLocal", value: { plan: this.#plan } }, options)).isLocal;
  }

  async isStreaming(options?: CallOptions): Promise<boolean> {
    const question = { case: "isStreaming" as const, value: { plan: this.#plan } };
    return (await analyze(this.session.client, question, options)).isStreaming;
  }

  /** URIs of the files that it reads, as far as Spark knows them. */
  async inputFiles(options?: CallOptions): Promise<readonly string[]> {
    return (await analyze(this.session.client, { case: "inputFiles", value: { plan: this.#plan } }, options)).files;
  }

  /** Whether both have the same plan but for names. False does not mean that the rows differ. */
  async sameSemantics(other: QueryAnalysis, options?: CallOptions): Promise<boolean> {
    const value = { targetPlan: this.#plan, otherPlan: relationPlan(this.sameSession(other)) };
    return (await analyze(this.session.client, { case: "sameSemantics", value }, options)).result;
  }

  /** Equal for frames of the same semantics. */
  async semanticHash(options?: CallOptions): Promise<number> {
    return (await analyze(this.session.client, { case: "semanticHash", value: { plan: this.#plan } }, options)).result;
  }

  /** Where its rows are kept; `useDisk` and `useMemory` are both false unless it is persisted. */
  async storageLevel(options?: CallOptions): Promise<StorageLevel> {
    const question = { case: "getStorageLevel" as const, value: { relation: this.relation } };
    const { storageLevel } = await analyze(this.session.client, question, options);
    if (storageLevel === undefined) return NOWHERE;
    const { $typeName, $unknown, ...level } = storageLevel;
    return level;
  }

  /** The plan that is sent, as protobuf JSON. Needs no server. */
  toPlanJson(): JsonValue {
    return planJson(this.#plan);
  }

  protected get planId(): bigint {
    return this.relation.common?.planId ?? -1n;
  }

  /** The message, for a plan of this session. @throws TypeError if it is another one's */
  relationIn(session: SessionContext): Relation {
    if (session === this.session) return this.relation;
    throw new TypeError("The frames belong to different sessions. Make both with the same SparkSession.");
  }

  protected sameSession(other: QueryAnalysis): Relation {
    return other.relationIn(this.session);
  }

  get #plan(): Plan {
    return relationPlan(this.relation);
  }
}
