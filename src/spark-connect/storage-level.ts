import { describeValue, isPlainObject } from "./describe-value.ts";

/** Where Spark keeps the rows of a persisted frame. */
export interface StorageLevel {
  readonly useDisk: boolean;
  readonly useMemory: boolean;
  readonly useOffHeap: boolean;
  /** As objects rather than as bytes: larger, but quicker to read. */
  readonly deserialized: boolean;
  /** The number of executors that hold each partition. */
  readonly replication: number;
}

const NONE: StorageLevel = Object.freeze({
  useDisk: false,
  useMemory: false,
  useOffHeap: false,
  deserialized: false,
  replication: 1,
});

/** PySpark's storage levels, by its names. `MEMORY_AND_DISK_DESER` is what `cache()` uses. */
export const StorageLevel = {
  /** Of a frame that is not persisted. */
  NONE,
  DISK_ONLY: level({ useDisk: true }),
  DISK_ONLY_2: level({ useDisk: true, replication: 2 }),
  DISK_ONLY_3: level({ useDisk: true, replication: 3 }),
  MEMORY_ONLY: level({ useMemory: true }),
  MEMORY_ONLY_2: level({ useMemory: true, replication: 2 }),
  MEMORY_AND_DISK: level({ useDisk: true, useMemory: true }),
  MEMORY_AND_DISK_2: level({ useDisk: true, useMemory: true, replication: 2 }),
  MEMORY_AND_DISK_DESER: level({ useDisk: true, useMemory: true, deserialized: true }),
  OFF_HEAP: level({ useDisk: true, useMemory: true, useOffHeap: true }),
} as const;

/** @throws TypeError for what is no storage level, such as the name of one */
export function checkedLevel(level: StorageLevel): StorageLevel {
  if (isPlainObject(level)) return level;
  throw new TypeError(`Expected a storage level such as StorageLevel.MEMORY_ONLY, got ${describeValue(level)}`);
}

/** Whether it keeps rows at all. */
export function keepsRows({ useDisk, useMemory, useOffHeap }: StorageLevel): boolean {
  return useDisk || useMemory || useOffHeap;
}

function level(changed: Partial<StorageLevel>): StorageLevel {
  return Object.freeze({ ...NONE, ...changed });
}
