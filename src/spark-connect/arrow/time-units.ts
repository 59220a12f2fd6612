import { type Batch, DateUnit, IntervalUnit, TimeUnit, Type } from "@uwdata/flechette";
import { viewOf } from "./ipc-message.ts";

type BigintReader = (index: number) => bigint;

const NANOS_PER_MICRO = 1000n;
const MILLIS_PER_DAY = 86_400_000n;
const MICROS_PER_MILLI = 1000n;

/** How many microseconds a unit has; nanoseconds are divided. */
const MICROS_PER_UNIT: Readonly<Record<number, bigint>> = {
  [TimeUnit.SECOND]: 1_000_000n,
  [TimeUnit.MILLISECOND]: MICROS_PER_MILLI,
  [TimeUnit.MICROSECOND]: 1n,
};

/** @throws RangeError for a value that is not a whole number of microseconds */
export function microsReader(read: BigintReader, unit: number, name: string): BigintReader {
  const factor = MICROS_PER_UNIT[unit];
  if (factor === undefined) return (index) => microsOfNanos(read(index), name);
  return factor === 1n ? read : (index) => read(index) * factor;
}

export function microsOfNanos(nanos: bigint, name: string): bigint {
  if (nanos % NANOS_PER_MICRO !== 0n) {
    throw new RangeError(`Column ${name} holds ${nanos} ns, which is not a whole number of microseconds`);
  }
  return nanos / NANOS_PER_MICRO;
}

/** The days since 1970-01-01 of a column of dates. */
export function daysReader({ type, values }: Batch<unknown>): (index: number) => number {
  return type.typeId === Type.Date && type.unit === DateUnit.DAY
    ? (index) => Number(values[index])
    : (index) => Number(BigInt(values[index] ?? 0) / MILLIS_PER_DAY);
}

/** The microseconds of a column of durations, or of intervals of days and milliseconds. */
export function durationReader(batch: Batch<unknown>, read: BigintReader, name: string): BigintReader | undefined {
  const { type, values } = batch;
  if (type.typeId === Type.Duration) return microsReader(read, type.unit, name);
  if (type.typeId !== Type.Interval || type.unit !== IntervalUnit.DAY_TIME || !(values instanceof Int32Array)) {
    return undefined;
  }
  return (index) => {
    const [days, millis] = [BigInt(values[index * 2] ?? 0), BigInt(values[index * 2 + 1] ?? 0)];
    return (days * MILLIS_PER_DAY + millis) * MICROS_PER_MILLI;
  };
}

/** The parts of a column of intervals of months, days and nanoseconds. */
export function monthDayNanoReader(values: Uint8Array): (index: number) => readonly [number, number, bigint] {
  const view = viewOf(values);
  return (index) => {
    const at = index * 16;
    return [view.getInt32(at, true), view.getInt32(at + 4, true), view.getBigInt64(at + 8, true)];
  };
}
