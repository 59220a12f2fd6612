/**
 * A table of a flatbuffer: tells where a field lies, by its number in the table's definition; undefined when the field has
 * its default.
 */
export type FlatTable = (field: number) => number | undefined;

/** @param pointer where the distance to the table stands */
export function flatTable(view: DataView, pointer: number): FlatTable {
  const table = pointer + view.getUint32(pointer, true);
  const fields = table - view.getInt32(table, true);
  const fieldsLength = view.getUint16(fields, true);
  return (field) => {
    const slot = 4 + 2 * field;
    const offset = slot < fieldsLength ? view.getUint16(fields + slot, true) : 0;
    return offset === 0 ? undefined : table + offset;
  };
}

/** Where the elements of a vector of structs lie. @param pointer where the distance to the vector stands */
export function flatVector(view: DataView, pointer: number, structBytes: number): readonly number[] {
  const vector = pointer + view.getUint32(pointer, true);
  const length = view.getUint32(vector, true);
  return Array.from({ length }, (_, index) => vector + 4 + index * structBytes);
}
