import type { MessageInitShape } from "@bufbuild/protobuf";
import { DataFrame } from "./data-frame.ts";
import { parseDdl } from "./ddl/parse-ddl.ts";
import { Parse_ParseFormat as ParseFormat, type ReadSchema } from "./gen/spark/connect/relations_pb.js";
import { type JdbcProperties, type JdbcSource, jdbcOptions } from "./jdbc-source.ts";
import { namesOf } from "./list-or-each.ts";
import type { NamedValues } from "./named-values.ts";
import { type Options, type OptionValue, withOptions } from "./option-value.ts";
import { newRelation } from "./relation/new-relation.ts";
import type { SessionContext } from "./session-context.ts";
import type { StructType } from "./types/data-type.ts";
import { dataTypeToJson } from "./types/json.ts";
import { dataTypeToProto } from "./types/to-proto.ts";

type ReadType = NonNullable<MessageInitShape<typeof ReadSchema>["readType"]>;

/** What a read is told beside its paths: a schema, and options of the format as Spark calls them. */
export interface ReadOptions {
  /** DDL or a type. */
  readonly schema?: string | StructType;
  readonly [option: string]: OptionValue | StructType;
}

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

  /** An option of the format. Null takes it away. */
  option(name: string, value: OptionValue): DataFrameReader {
    return this.options([[name, value]]);
  }

  /** @throws TypeError for a value that is no text, number or boolean */
  options(options: NamedValues<OptionValue>): DataFrameReader {
    return this.#with({ options: withOptions(this.#source.options, options) });
  }

  /** What lies at the paths, in the format of `format()` or of the options. */
  load(paths: string | readonly string[] = [], options: ReadOptions & { readonly format?: string } = {}): DataFrame {
    const { format, ...others } = options;
    const reader = format === undefined ? this : this.format(format);
    return reader.#options(others).#load({ paths: namesOf(paths) });
  }

  /**
   * Files, or a frame whose only column holds lines of CSV.
   *
   * With the option `multiLine`, Spark's parser takes the first line end that it finds for that of the file, and each of them
   * for a line feed: in a file whose lines end with CRLF, a CRLF inside a quoted value is read as LF. Set `lineSep` to `"\r\n"`
   * to keep such a value as it is.
   */
  csv(paths: string | readonly string[] | DataFrame, options: ReadOptions = {}): DataFrame {
    const reader = this.format("csv").#options(options);
    return paths instanceof DataFrame ? reader.#parse(paths, ParseFormat.CSV) : reader.load(paths);
  }

  /** JSON lines, unless the option `multiLine` is set. Files, or a frame whose only column holds JSON. */
  json(paths: string | readonly string[] | DataFrame, options: ReadOptions = {}): DataFrame {
    const reader = this.format("json").#options(options);
    return paths instanceof DataFrame ? reader.#parse(paths, ParseFormat.JSON) : reader.load(paths);
  }

  /** The option `rowTag` names the elements that are rows. */
  xml(paths: string | readonly string[], options: ReadOptions = {}): DataFrame {
    return this.format("xml").#options(options).load(paths);
  }

  orc(paths: string | readonly string[], options: ReadOptions = {}): DataFrame {
    return this.format("orc").#options(options).load(paths);
  }

  parquet(paths: string | readonly string[], options: ReadOptions = {}): DataFrame {
    return this.format("parquet").#options(options).load(paths);
  }

  /** One row with the column `value` for each line, or with the option `wholetext` for each file. */
  text(paths: string | readonly string[], options: ReadOptions = {}): DataFrame {
    const reader = this.#with({ format: "text", options: { wholetext: "false", ...this.#source.options } });
    return reader.#options(options).load(paths);
  }

  /**
   * A table, or the result of a query, of another database: `jdbc({ url, dbtable, … })`, or in PySpark's order
   * `jdbc(url, table, { user, … })`.
   *
   * @param predicates SQL conditions, a partition each; every row should meet exactly one
   */
  jdbc(source: JdbcSource, predicates?: readonly string[]): DataFrame;
  jdbc(url: string, table: string, properties?: JdbcProperties, predicates?: readonly string[]): DataFrame;
  jdbc(
    source: JdbcSource | string,
    second?: string | readonly string[],
    properties?: JdbcProperties,
    predicates?: readonly string[],
  ): DataFrame {
    const conditions = typeof source === "string" ? predicates : second;
    return this.format("jdbc")
      .options(jdbcOptions(source, second, properties))
      .#load({ predicates: namesOf(conditions ?? []) });
  }

  table(unparsedIdentifier: string): DataFrame {
    return this.#frame({ case: "namedTable", value: { unparsedIdentifier, options: this.#source.options } });
  }

  #options({ schema, ...options }: ReadOptions): DataFrameReader {
    const reader = schema === undefined ? this : this.schema(schema);
    return reader.#with({ options: withOptions(this.#source.options, options) });
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
