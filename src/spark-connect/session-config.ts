import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { describeValue } from "./describe-value.ts";
import { ConfigRequest_OperationSchema, type KeyValue } from "./gen/spark/connect/base_pb.js";
import { type NamedValues, namedPairs } from "./named-values.ts";
import type { CallOptions, SparkConnectClient } from "./wire/spark-connect-client.ts";

type Operation = NonNullable<MessageInitShape<typeof ConfigRequest_OperationSchema>["opType"]>;

/** The session's runtime configuration, `spark.conf` in PySpark. Each call is one round trip. */
export class SessionConfig {
  readonly #client: SparkConnectClient;

  constructor(client: SparkConnectClient) {
    this.#client = client;
  }

  async set(name: string, value: string | number | bigint | boolean, options?: CallOptions): Promise<void> {
    await this.setAll([[name, value]], options);
  }

  /** Sets several in one round trip. */
  async setAll(settings: NamedValues<string | number | bigint | boolean>, options?: CallOptions): Promise<void> {
    const pairs = namedPairs(settings).map(([key, value]) => ({ key, value: settingText(key, value) }));
    await this.#run({ case: "set", value: { pairs } }, options);
  }

  /**
   * The value, or the fallback where it is not set: then the server's own default does not count. Null falls back to
   * undefined.
   *
   * @throws SparkNoSuchElementException without a fallback, if it is not set and has no default on the server
   */
  async get(name: string, fallback?: string | null, options?: CallOptions): Promise<string | undefined> {
    if (fallback === null) return await this.getOption(name, options);
    if (fallback !== undefined) return await this.getOrElse(name, fallback, options);
    return (await this.#run({ case: "get", value: { keys: [name] } }, options))[0]?.value;
  }

  /** Undefined if it is not set and has no default on the server. */
  async getOption(name: string, options?: CallOptions): Promise<string | undefined> {
    return (await this.#run({ case: "getOption", value: { keys: [name] } }, options))[0]?.value;
  }

  async getOrElse(name: string, fallback: string, options?: CallOptions): Promise<string> {
    const pairs = [{ key: name, value: fallback }];
    return (await this.#run({ case: "getWithDefault", value: { pairs } }, options))[0]?.value ?? fallback;
  }

  /** All that are set, by name; with a prefix only those, and their names without it. */
  async getAll(prefix?: string, options?: CallOptions): Promise<ReadonlyMap<string, string>> {
    const pairs = await this.#run({ case: "getAll", value: prefix === undefined ? {} : { prefix } }, options);
    return new Map(pairs.map(({ key, value }) => [key, value ?? ""]));
  }

  async unset(...names: readonly [string, ...string[]]): Promise<void> {
    await this.#run({ case: "unset", value: { keys: [...names] } });
  }

  /** Whether a session may change it; others are the server's. */
  async isModifiable(name: string, options?: CallOptions): Promise<boolean> {
    return (await this.#run({ case: "isModifiable", value: { keys: [name] } }, options))[0]?.value === "true";
  }

  async #run(opType: Operation, options?: CallOptions): Promise<readonly KeyValue[]> {
    return await this.#client.config(create(ConfigRequest_OperationSchema, { opType }).opType, options);
  }
}

/** @throws TypeError for what would be set as the text `null` or `[object Object]` */
function settingText(name: string, value: string | number | bigint | boolean): string {
  if (["string", "number", "bigint", "boolean"].includes(typeof value)) return String(value);
  throw new TypeError(`The setting ${name} must be text, a number, true or false, not ${describeValue(value)}`);
}
