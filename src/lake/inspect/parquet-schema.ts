import { quoted } from "../../text/index.ts";
import { ContentError } from "./content-error.ts";
import { MOST_COLUMNS, MOST_SCHEMA_ELEMENTS, MOST_SCHEMA_NAME_BYTES, MOST_SCHEMA_NESTING } from "./limits.ts";
import { type LogicalType, readLogicalType } from "./parquet-logical-type.ts";
import { brokenFooter } from "./thrift-cursor.ts";
import type { ThriftReader } from "./thrift-reader.ts";

/** A column, or a group of columns, of a Parquet schema. */
export interface ParquetNode extends SchemaElement {
  readonly children: readonly ParquetNode[];
}

/** What one element of the schema says of itself; numbers are codes of the format. */
interface SchemaElement {
  readonly name: string;
  readonly isRepeated: boolean;
  readonly physicalType: number | undefined;
  readonly convertedType: number | undefined;
  /** Of a fixed number of bytes. */
  readonly typeLength: number;
  /** As in `decimal(12,2)`, `date`, `list`. */
  readonly logicalType: string | undefined;
  /** A timestamp that says a wall clock's time and no instant. */
  readonly isLocal: boolean;
  readonly scale: number;
  readonly precision: number;
  readonly childCount: number;
}

const REPEATED = 2;

/** The elements of a schema, each before its children, the root first. */
export function readSchemaElements(reader: ThriftReader, type: number): readonly SchemaElement[] {
  const elements: SchemaElement[] = [];
  let nameBytes = 0;
  reader.list(
    type,
    (itemType) => {
      const element = readElement(reader, itemType);
      nameBytes += Buffer.byteLength(element.name);
      if (nameBytes > MOST_SCHEMA_NAME_BYTES) {
        throw new ContentError(`the names in the Parquet schema have more than ${MOST_SCHEMA_NAME_BYTES} bytes`);
      }
      elements.push(element);
    },
    (size) => {
      if (size > MOST_SCHEMA_ELEMENTS) {
        const most = `no more than ${MOST_SCHEMA_ELEMENTS} are read`;
        throw new ContentError(`the Parquet schema has ${size - 1} columns, nested ones included; ${most}`);
      }
    },
  );
  return elements;
}

function readElement(reader: ThriftReader, type: number): SchemaElement {
  let name: string | undefined;
  let logicalType: LogicalType | undefined;
  const integers = reader.integers(type, {
    4: (field) => {
      name = reader.text(field);
    },
    10: (field) => {
      logicalType = readLogicalType(reader, field);
    },
  });
  if (name === undefined) throw brokenFooter("a column has no name");
  return {
    name,
    isRepeated: integers.get(3) === REPEATED,
    physicalType: integers.get(1),
    convertedType: integers.get(6),
    typeLength: integers.get(2) ?? 0,
    logicalType: logicalType?.name,
    isLocal: logicalType?.isLocal ?? false,
    scale: integers.get(7) ?? 0,
    precision: integers.get(8) ?? 0,
    childCount: integers.get(5) ?? 0,
  };
}

/** The columns below the root. */
export function columnsOf(elements: readonly SchemaElement[]): readonly ParquetNode[] {
  const [root, ...rest] = elements;
  if (root === undefined) throw brokenFooter("it has no schema");
  if (root.childCount > MOST_COLUMNS) {
    throw new ContentError(`the Parquet schema has ${root.childCount} columns; no more than ${MOST_COLUMNS} are read`);
  }
  return childrenOf(root, rest.values(), 1);
}

function childrenOf(
  { name, childCount }: SchemaElement,
  following: ArrayIterator<SchemaElement>,
  depth: number,
): readonly ParquetNode[] {
  if (childCount > 0 && depth > MOST_SCHEMA_NESTING) {
    throw new ContentError(`the Parquet schema has groups nested more than ${MOST_SCHEMA_NESTING} deep`);
  }
  const children: ParquetNode[] = [];
  while (children.length < childCount) {
    const { value: element } = following.next();
    if (element === undefined) {
      const found = `${childCount} columns are announced in ${quoted(name)}, and ${children.length} are there`;
      throw brokenFooter(found);
    }
    children.push({ ...element, children: childrenOf(element, following, depth + 1) });
  }
  return children;
}
