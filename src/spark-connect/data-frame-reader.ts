import type { MessageInitShape } from "@bufbuild/protobuf";
import { DataFrame } from "./data-frame.ts";
import { parseDdl } from "./ddl/parse-ddl.ts";
import { Parse_ParseFormat as ParseFormat, type ReadSchema } from "./gen/spark/connect/relations_pb.js";
import type { JdbcSource } from "./jdbc-source.ts";
import { type Options, type OptionValue, withOptions } from "./option-value.ts";
import { newRelation } from "./relation/new-relation.ts";
import type { SessionContext } from "./session-context.ts";
import type { StructType } from "./types/data-type.ts";
import { dataTypeToJson } from "./types/json.ts";
import { dataTypeToProto } from "./types/to-proto.ts";

type ReadType = NonNullable<MessageInitShape<typeof ReadSchema>["readType"]>;

interface Source {
  readonly format?: string;
  /** DDL or a type; empty leaves it to the source. */
  readonly schema: string | StructType;
  readonly options: Options;
}

/** Where to read from, and how. Immutable: an option set on one reader never shows on another. */
export class DataFrameReader {
  readonly #session: SessionContext;
  readonly #source: Source;

  constructor(session: SessionContext, source: Source = { schema: "", options: {} }) {
    this.#session = session;
    this.#source = source;
  }

  /** The source's short name or class. @default the server's `spark.sql.sources.default`: parquet */
  format(format: string): DataFrameReader {
    return this.#with({ format });
  }

  /** As DDL, such as `id BIGINT, name STRING`, or as a type. */
  schema(schema: string | StructType): DataFrameReader {
    return this.#with({ schema });
  }

  option(name: string, value: OptionValue): DataFrameReader {
    return this.options({ [name]: value });
  }

  options(options: Readonly<Record<string, OptionValue>>): DataFrameReader {
    return this.#with({ options: withOptions(this.#source.options, options) });
  }

  load(paths: string | readonly string[] = []): DataFrame {
    return this.#load({ paths: typeof paths === "string" ? [paths] : [...paths] });
  }

  /** Files, or a frame whose only column holds lines of CSV. */
  csv(paths: string | readonly string[] | DataFrame): DataFrame {
    return paths instanceof DataFrame ? this.#parse(paths, ParseFormat.CSV) : this.format("csv").load(paths);
  }

  /** JSON lines, unless the option `multiLine` is set. Files, or a frame whose only column holds JSON. */
  json(paths: string | readonly string[] | DataFrame): DataFrame {
    return paths instanceof DataFrame ? this.#parse(paths, ParseFormat.JSON) : this.format("json").load(paths);
  }

  /** The option `rowTag` names the elements that are rows. */
  xml(paths: string | readonly string[]): DataFrame {
    return this.format("xml").load(paths);
  }

  orc(paths: string | readonly string[]): DataFrame {
    return this.format("orc").load(paths);
  }

  parquet(paths: string | readonly string[]): DataFrame {
    return this.format("parquet").load(paths);
  }

  /** One row with the column `value` for each line, or with the option `wholetext` for each file. */
  text(paths: string | readonly string[]): DataFrame {
    return this.#with({ format: "text", options: { wholetext: "false", ...this.#source.options } }).load(paths);
  }

  /**
   * A table, or the result of a query, of another database.
   *
   * @param predicates SQL conditions, a partition each; every row should meet exactly one
   */
  jdbc(source: JdbcSource, predicates: readonly string[] = []): DataFrame {
    return this.format("jdbc")
      .options({ ...source })
      .#load({ predicates: [...predicates] });
  }

  table(unparsedIdentifier: string): DataFrame {
    return this.#frame({ case: "namedTable", value: { unparsedIdentifier, options: this.#source.options } });
  }

  #load(where: { readonly paths?: string[]; readonly predicates?: string[] }): DataFrame {
    const { schema } = this.#source;
    const text = typeof schema === "string" ? schema : dataTypeToJson(schema);
    return this.#frame({ case: "dataSource", value: { ...this.#source, schema: text, ...where } });
  }

  #parse({ relation }: DataFrame, format: ParseFormat): DataFrame {
    const { schema, options } = this.#source;
    const type = typeof schema === "string" ? schema !== "" && parseDdl(schema) : schema;
    const value = { input: relation, format, options, ...(type && { schema: dataTypeToProto(type) }) };
    return new DataFrame(this.#session, newRelation(this.#session, { case: "parse", value }));
  }

  #frame(readType: ReadType): DataFrame {
    return new DataFrame(this.#session, newRelation(this.#session, { case: "read", value: { readType } }));
  }

  #with(changed: Partial<Source>): DataFrameReader {
    return new DataFrameReader(this.#session, { ...this.#source, ...changed });
  }
}
