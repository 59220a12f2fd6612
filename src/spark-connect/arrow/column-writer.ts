import { Batch } from "@uwdata/flechette";
import { type DataType, StructField } from "../types/data-type.ts";
import { StructType } from "../types/struct-type.ts";
import { arrowType } from "./arrow-type.ts";
import { booleanOf, bytesOf, decimalOf, listOf, mapOf, numberOf, physicalInteger } from "./physical-value.ts";
import { type Place, rowValues } from "./row-values.ts";

type PlaceOf = (index: number) => Place;
/** The buffers of an Arrow column, apart from the one that says which values are null. */
type Buffers = Pick<ConstructorParameters<typeof Batch>[0], "values" | "offsets" | "children">;

/** One column of values, each undefined or null where it is null. */
export function columnBatch(
  type: DataType,
  nullable: boolean,
  values: readonly unknown[],
  placeOf: PlaceOf,
): Batch<unknown> {
  const isNull = values.map((value) => value === null || value === undefined);
  const firstNull = isNull.indexOf(true);
  if (!nullable && firstNull !== -1) {
    throw new TypeError(`${placeOf(firstNull)()} is null, but the column is NOT NULL`);
  }
  return new Batch({
    length: values.length,
    nullCount: isNull.filter(Boolean).length,
    type: arrowType(type),
    validity: firstNull === -1 ? new Uint8Array(0) : bitmap(isNull.map((missing) => !missing)),
    ...buffers(type, values, isNull, placeOf),
  });
}

function buffers(type: DataType, values: readonly unknown[], isNull: readonly boolean[], placeOf: PlaceOf): Buffers {
  /** Writes each value that is not null; the place of a null stays zero. */
  const fill = <Target>(
    target: Target,
    write: (target: Target, index: number, value: unknown, place: Place) => void,
  ) => {
    for (const [index, value] of values.entries()) {
      if (!isNull[index]) {
        write(target, index, value, placeOf(index));
      }
    }
    return target;
  };
  const numbers = <Target extends Int8Array | Int16Array | Int32Array>(target: Target) =>
    fill(target, (array, index, value, place) => {
      array[index] = Number(physicalInteger(type, value, place));
    });

  switch (type.kind) {
    case "null":
      return {};
    case "boolean":
      return {
        values: bitmap(values.map((value, index) => !isNull[index] && booleanOf(value, placeOf(index)))),
      };
    case "byte":
      return { values: numbers(new Int8Array(values.length)) };
    case "short":
      return { values: numbers(new Int16Array(values.length)) };
    case "integer":
    case "date":
    case "yearMonthInterval":
      return { values: numbers(new Int32Array(values.length)) };
    case "long":
    case "timestamp":
    case "timestampNtz":
    case "time":
    case "dayTimeInterval":
      return {
        values: fill(new BigInt64Array(values.length), (array, index, value, place) => {
          array[index] = physicalInteger(type, value, place);
        }),
      };
    case "float":
    case "double":
      return {
        values: fill(
          type.kind === "float" ? new Float32Array(values.length) : new Float64Array(values.length),
          (array, index, value, place) => {
            array[index] = numberOf(value, place);
          },
        ),
      };
    case "decimal":
      return {
        values: fill(new BigUint64Array(values.length * 2), (array, index, value, place) => {
          const unscaled = decimalOf(type, value, place);
          array[index * 2] = BigInt.asUintN(64, unscaled);
          array[index * 2 + 1] = BigInt.asUintN(64, unscaled >> 64n);
        }),
      };
    case "string":
    case "char":
    case "varChar":
    case "binary":
      return concatenated(
        values.map((value, index) => (isNull[index] ? NO_BYTES : bytesOf(type, value, placeOf(index)))),
      );
    case "array": {
      const lists = values.map((value, index) => (isNull[index] ? [] : listOf(value, placeOf(index))));
      return nested(lists, type.elementType, type.containsNull, placeOf);
    }
    case "map": {
      const lists = values.map((value, index) => (isNull[index] ? [] : [...mapOf(value, placeOf(index))]));
      const entry = StructType([
        StructField("key", type.keyType, false),
        StructField("value", type.valueType, type.valueContainsNull),
      ]);
      return nested(lists, entry, false, placeOf);
    }
    case "struct": {
      const rows = values.map((value, index) => (isNull[index] ? undefined : rowValues(type, value, placeOf(index))));
      return {
        children: type.fields.map((field, position) =>
          columnBatch(
            field.dataType,
            // Below a null there is nothing, whatever the field's type says.
            field.nullable || isNull.includes(true),
            rows.map((row) => row?.[position]),
            (index) => () => `${placeOf(index)()}.${field.name}`,
          ),
        ),
      };
    }
    default:
      // arrowType() has refused the rest.
      return {};
  }
}

const NO_BYTES = new Uint8Array(0);

function bitmap(bits: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  for (const [index, bit] of bits.entries()) {
    if (bit) {
      bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
    }
  }
  return bytes;
}

function offsetsOf(items: readonly { readonly length: number }[]): Int32Array {
  const offsets = new Int32Array(items.length + 1);
  for (const [index, { length }] of items.entries()) {
    offsets[index + 1] = (offsets[index] ?? 0) + length;
  }
  return offsets;
}

function concatenated(items: readonly Uint8Array[]): Buffers {
  return { offsets: offsetsOf(items), values: Buffer.concat(items) };
}

/** One column of all elements, and where each list begins in it. */
function nested(lists: readonly (readonly unknown[])[], type: DataType, nullable: boolean, placeOf: PlaceOf): Buffers {
  // Searched only when there is an error to report.
  const elementPlace: PlaceOf = (position) => () => {
    let end = 0;
    const list = lists.findIndex(({ length }) => {
      end += length;
      return position < end;
    });
    return `${placeOf(list)()}.element`;
  };
  return { offsets: offsetsOf(lists), children: [columnBatch(type, nullable, lists.flat(), elementPlace)] };
}
