import { columnsOf, type ParquetNode, readSchemaElements } from "./parquet-schema.ts";
import { brokenFooter } from "./thrift-cursor.ts";
import { ThriftReader } from "./thrift-reader.ts";

/** What the footer of a Parquet file says. */
export interface ParquetFooter {
  readonly records: number;
  readonly columns: readonly ParquetNode[];
  /** How its columns are compressed, by the codes of the format. */
  readonly codecs: ReadonlySet<number>;
  /** Some column can only be read with a key, though the footer is in plain. */
  readonly isEncrypted: boolean;
}

/**
 * Reads a footer as far as it is asked for; statistics, for one, are passed over.
 *
 * @throws ContentError if it is broken, or beyond the limits
 */
export function readFooter(bytes: Buffer): ParquetFooter {
  const reader = new ThriftReader(bytes);
  const codecs = new Set<number>();
  let records: number | undefined;
  let isEncrypted = false;
  let columns: readonly ParquetNode[] | undefined;
  const columnMetadata = {
    4: (type: number) => {
      if (codecs.size < MOST_CODECS) codecs.add(reader.integer(type));
      else reader.skip(type);
    },
  };
  const columnChunk = { 3: (type: number) => reader.struct(type, columnMetadata) };
  const rowGroup = {
    1: (type: number) => reader.list(type, (item) => reader.struct(item, columnChunk)),
  };
  reader.root({
    2: (type) => {
      columns = columnsOf(readSchemaElements(reader, type));
    },
    3: (type) => {
      records = reader.integer(type);
    },
    4: (type) => reader.list(type, (item) => reader.struct(item, rowGroup)),
    // The algorithm that columns are encrypted by.
    8: (type) => {
      isEncrypted = true;
      reader.skip(type);
    },
  });
  if (columns === undefined) throw brokenFooter("it has no schema");
  if (records === undefined || records < 0 || !Number.isSafeInteger(records)) {
    throw brokenFooter("it does not say how many rows there are");
  }
  return { records, columns, codecs, isEncrypted };
}

/** The format has eight; a file that names more invents them. */
const MOST_CODECS = 100;
