import { type DataType as ArrowType, type Batch, DateUnit, IntervalUnit, Type } from "@uwdata/flechette";

/** @throws TypeError when a buffer of the column is too short for its values, which would read as zeros or nulls */
export function checkBuffers(batch: Batch<unknown>, name: string): void {
  const { type, length, nullCount, validity, values, offsets, sizes } = batch;
  const needed: readonly (readonly [actualBytes: number | undefined, bits: number])[] = [
    [validity?.byteLength, nullCount > 0 ? length : 0],
    [values?.byteLength, length * bitsPerValue(type)],
    [offsets?.length, offsets === undefined ? 0 : 8 * (sizes === undefined ? length + 1 : length)],
    [sizes?.length, sizes === undefined ? 0 : 8 * length],
  ];
  if (needed.some(([actual, bits]) => (actual ?? 0) * 8 < bits)) {
    throw new TypeError(`Column ${name} is shorter than its batch of ${length} rows`);
  }
}

/** Of the buffer `values`; 0 where its length depends on the values. */
function bitsPerValue(type: ArrowType): number {
  switch (type.typeId) {
    case Type.Bool:
      return 1;
    case Type.Int:
    case Type.Decimal:
    case Type.Time:
      return type.bitWidth;
    case Type.Float:
      return 16 << type.precision;
    case Type.Date:
      return type.unit === DateUnit.DAY ? 32 : 64;
    case Type.Timestamp:
    case Type.Duration:
      return 64;
    case Type.Interval:
      return type.unit === IntervalUnit.YEAR_MONTH ? 32 : type.unit === IntervalUnit.DAY_TIME ? 64 : 128;
    case Type.Utf8View:
    case Type.BinaryView:
      return 128;
    case Type.FixedSizeBinary:
      return type.stride * 8;
    case Type.Dictionary:
      return type.indices.bitWidth;
    default:
      return 0;
  }
}
