import { type Batch, Column, Type } from "@uwdata/flechette";
import type { DataType } from "../types/data-type.ts";
import { checkBuffers } from "./buffer-lengths.ts";
import { type ColumnReader, valueReader } from "./value-reader.ts";

/**
 * @param name the column, for errors
 * @throws TypeError when the Arrow column is not of the type, or is shorter than its batch
 */
export function columnReader(type: DataType, batch: Batch<unknown>, name: string): ColumnReader {
  if (batch.length === 0 || batch.nullCount === batch.length) {
    return () => null;
  }
  checkBuffers(batch, name);
  const read = encodedReader(type, batch, name);
  return batch.nullCount === 0 ? read : (index) => (batch.isValid(index) ? read(index) : null);
}

/** The values, whether they stand in the column themselves or by reference. */
function encodedReader(type: DataType, batch: Batch<unknown>, name: string): ColumnReader {
  switch (batch.type.typeId) {
    case Type.Dictionary:
      return dictionaryReader(type, batch, name);
    case Type.RunEndEncoded:
      return runReader(type, batch, name);
    default:
      return valueReader(type, batch, name, columnReader);
  }
}

/** Each value is the place of an entry in a dictionary, which may have come in several parts. */
function dictionaryReader(type: DataType, batch: Batch<unknown>, name: string): ColumnReader {
  const keys = batch.values;
  if (!("dictionary" in batch) || !(batch.dictionary instanceof Column)) {
    throw new TypeError(`Column ${name} refers to a dictionary that did not come`);
  }
  const parts: readonly Batch<unknown>[] = batch.dictionary.data;
  const entries = parts.flatMap((part) => {
    const read = columnReader(type, part, name);
    return Array.from({ length: part.length }, (_, index) => () => read(index));
  });
  return (index) => {
    const entry = entries[Number(keys[index])];
    if (entry === undefined) {
      throw new TypeError(`Column ${name} refers to entry ${keys[index]} of a dictionary of ${entries.length}`);
    }
    return entry();
  };
}

/** Equal values in a row stand once, beside the places at which their runs end. */
function runReader(type: DataType, batch: Batch<unknown>, name: string): ColumnReader {
  const [ends, values] = batch.children;
  if (ends === undefined || values === undefined) {
    throw new TypeError(`Column ${name} is run-end encoded, without its runs`);
  }
  const read = columnReader(type, values, name);
  return (index) => {
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Number(ends.values[middle]) > index) high = middle;
      else low = middle + 1;
    }
    return read(low);
  };
}
