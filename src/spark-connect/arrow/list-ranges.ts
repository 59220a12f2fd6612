import { type Batch, Type } from "@uwdata/flechette";

type Range = readonly [start: number, end: number];

/** Whether the column is a list, in one of the layouts that Arrow has for them. */
export function isList({ type }: Batch<unknown>): boolean {
  const { typeId } = type;
  return (
    typeId === Type.List ||
    typeId === Type.LargeList ||
    typeId === Type.ListView ||
    typeId === Type.LargeListView ||
    typeId === Type.FixedSizeList
  );
}

/** Finds where the elements of a list or map lie in the column of all elements. */
export function rangeReader(batch: Batch<unknown>, elements: Batch<unknown>, name: string): (index: number) => Range {
  const { type, offsets, sizes } = batch;
  const checked = (start: number, end: number): Range => {
    if (start < 0 || end < start || end > elements.length) {
      throw new TypeError(`Column ${name}: a list lies outside the Arrow column`);
    }
    return [start, end];
  };
  if (type.typeId === Type.FixedSizeList) {
    return (index) => checked(index * type.stride, (index + 1) * type.stride);
  }
  if (type.typeId === Type.ListView || type.typeId === Type.LargeListView) {
    return (index) => checked(Number(offsets[index]), Number(offsets[index]) + Number(sizes[index]));
  }
  return (index) => checked(Number(offsets[index]), Number(offsets[index + 1]));
}
