import { DataFrame } from "./data-frame.ts";
import { parseDdl } from "./ddl/parse-ddl.ts";
import { describeValue, isPlainObject } from "./describe-value.ts";
import { type OptionValue, withOptions } from "./option-value.ts";
import { type CatalogCall, catalogOf } from "./relation/catalog.ts";
import { newRelation } from "./relation/new-relation.ts";
import type { RowObject } from "./row.ts";
import type { SessionContext } from "./session-context.ts";
import { checkedLevel, type StorageLevel } from "./storage-level.ts";
import type { StructType } from "./types/data-type.ts";
import { dataTypeToProto } from "./types/to-proto.ts";

/** A catalog. */
export interface CatalogMetadata {
  readonly name: string;
  readonly description: string | null;
}

/** A database of a catalog. */
export interface CatalogDatabase {
  readonly name: string;
  readonly catalog: string | null;
  readonly description: string | null;
  readonly locationUri: string;
}

/** A table or view of a catalog. */
export interface CatalogTable {
  readonly name: string;
  readonly catalog: string | null;
  /** The names of the databases that it is in, outermost first. */
  readonly namespace: readonly string[] | null;
  readonly description: string | null;
  /** `MANAGED`, `EXTERNAL`, `VIEW` or `TEMPORARY`. */
  readonly tableType: string;
  readonly isTemporary: boolean;
}

/** A function that SQL can call by its name. */
export interface CatalogFunction {
  readonly name: string;
  readonly catalog: string | null;
  readonly namespace: readonly string[] | null;
  readonly description: string | null;
  readonly className: string;
  readonly isTemporary: boolean;
}

/** A column of a table or view, as the catalog knows it. */
export interface CatalogColumn {
  readonly name: string;
  readonly description: string | null;
  /** In SQL, such as `decimal(20,2)`. */
  readonly dataType: string;
  readonly nullable: boolean;
  readonly isPartition: boolean;
  readonly isBucket: boolean;
  readonly isCluster: boolean;
}

/** What `createTable` needs to know of a table. */
export interface TableDefinition {
  /** Where its files lie; without it Spark manages them. */
  readonly path?: string;
  /** The format, such as `parquet`. @default the server's `spark.sql.sources.default` */
  readonly source?: string;
  /** DDL or a type. @default that of the files at `path` */
  readonly schema?: string | StructType;
  readonly description?: string;
  readonly options?: Readonly<Record<string, OptionValue>>;
}

/**
 * Catalogs, databases, tables, views and functions: `spark.catalog`. Each call is one round trip. Patterns are those of SQL's
 * SHOW: `*` for any text, `|` between alternatives. A name may be qualified: `catalog.database.table`.
 */
export class Catalog {
  readonly #session: SessionContext;

  constructor(session: SessionContext) {
    this.#session = session;
  }

  async currentCatalog(): Promise<string> {
    return String(await this.#value({ case: "currentCatalog", value: {} }));
  }

  async setCurrentCatalog(catalogName: string): Promise<void> {
    await this.#rows({ case: "setCurrentCatalog", value: { catalogName } });
  }

  /** Those that have been used in this session. */
  async listCatalogs(pattern?: string): Promise<readonly CatalogMetadata[]> {
    return await this.#rows({ case: "listCatalogs", value: { pattern } });
  }

  async currentDatabase(): Promise<string> {
    return String(await this.#value({ case: "currentDatabase", value: {} }));
  }

  async setCurrentDatabase(dbName: string): Promise<void> {
    await this.#rows({ case: "setCurrentDatabase", value: { dbName } });
  }

  async listDatabases(pattern?: string): Promise<readonly CatalogDatabase[]> {
    return await this.#rows({ case: "listDatabases", value: { pattern } });
  }

  /** @throws AnalysisException if there is none */
  async getDatabase(dbName: string): Promise<CatalogDatabase> {
    return await this.#row({ case: "getDatabase", value: { dbName } });
  }

  async databaseExists(dbName: string): Promise<boolean> {
    return (await this.#value({ case: "databaseExists", value: { dbName } })) === true;
  }

  /** With temporary views. @param dbName by default the current one */
  async listTables(dbName?: string, pattern?: string): Promise<readonly CatalogTable[]> {
    return await this.#rows({ case: "listTables", value: { dbName, pattern } });
  }

  /** @throws AnalysisException if there is none */
  async getTable(tableName: string): Promise<CatalogTable> {
    return await this.#row({ case: "getTable", value: { tableName } });
  }

  async tableExists(tableName: string, dbName?: string): Promise<boolean> {
    return (await this.#value({ case: "tableExists", value: { tableName, dbName } })) === true;
  }

  async listColumns(tableName: string, dbName?: string): Promise<readonly CatalogColumn[]> {
    return await this.#rows({ case: "listColumns", value: { tableName, dbName } });
  }

  /** With Spark's own. */
  async listFunctions(dbName?: string, pattern?: string): Promise<readonly CatalogFunction[]> {
    return await this.#rows({ case: "listFunctions", value: { dbName, pattern } });
  }

  /** @throws AnalysisException if there is none */
  async getFunction(functionName: string): Promise<CatalogFunction> {
    return await this.#row({ case: "getFunction", value: { functionName } });
  }

  async functionExists(functionName: string, dbName?: string): Promise<boolean> {
    return (await this.#value({ case: "functionExists", value: { functionName, dbName } })) === true;
  }

  /** Creates it at once; the frame reads it. */
  async createTable(tableName: string, definition: TableDefinition = {}): Promise<DataFrame> {
    if (!isPlainObject(definition)) {
      throw new TypeError(`createTable: expected { path, source, schema, … }, got ${describeValue(definition)}`);
    }
    const { schema, options, ...rest } = definition;
    const type = typeof schema === "string" ? parseDdl(schema) : schema;
    const value = {
      tableName,
      ...rest,
      ...(type !== undefined && { schema: dataTypeToProto(type) }),
      options: withOptions({}, options ?? {}),
    };
    await this.#rows({ case: "createTable", value });
    return new DataFrame(
      this.#session,
      newRelation(this.#session, {
        case: "read",
        value: { readType: { case: "namedTable", value: { unparsedIdentifier: tableName } } },
      }),
    );
  }

  /** Whether there was such a view. */
  async dropTempView(viewName: string): Promise<boolean> {
    return (await this.#value({ case: "dropTempView", value: { viewName } })) === true;
  }

  async dropGlobalTempView(viewName: string): Promise<boolean> {
    return (await this.#value({ case: "dropGlobalTempView", value: { viewName } })) === true;
  }

  /** Finds the partitions in a table's folder. */
  async recoverPartitions(tableName: string): Promise<void> {
    await this.#rows({ case: "recoverPartitions", value: { tableName } });
  }

  async isCached(tableName: string): Promise<boolean> {
    return (await this.#value({ case: "isCached", value: { tableName } })) === true;
  }

  async cacheTable(tableName: string, storageLevel?: StorageLevel): Promise<void> {
    await this.#rows({
      case: "cacheTable",
      value: { tableName, storageLevel: storageLevel && checkedLevel(storageLevel) },
    });
  }

  async uncacheTable(tableName: string): Promise<void> {
    await this.#rows({ case: "uncacheTable", value: { tableName } });
  }

  /** Of all tables and frames of the server's Spark application, also of other sessions. */
  async clearCache(): Promise<void> {
    await this.#rows({ case: "clearCache", value: {} });
  }

  /** Forgets what Spark remembers of a table's files. */
  async refreshTable(tableName: string): Promise<void> {
    await this.#rows({ case: "refreshTable", value: { tableName } });
  }

  async refreshByPath(path: string): Promise<void> {
    await this.#rows({ case: "refreshByPath", value: { path } });
  }

  /** The result of the call as a frame, for its plan or its schema. */
  async #rows<Shape extends object = RowObject>(call: CatalogCall): Promise<readonly Shape[]> {
    return await new DataFrame(this.#session, newRelation(this.#session, catalogOf(call))).collect<Shape>();
  }

  async #row<Shape extends object>(call: CatalogCall): Promise<Shape> {
    const [row] = await this.#rows<Shape>(call);
    if (row === undefined) throw new Error(`The server sent no row for the catalog call ${call.case}`);
    return row;
  }

  async #value(call: CatalogCall): Promise<unknown> {
    return Object.values(await this.#row<RowObject>(call))[0];
  }
}
