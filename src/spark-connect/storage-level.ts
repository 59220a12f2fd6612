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

/** Of a frame that is not persisted. */
export const NOWHERE: StorageLevel = {
  useDisk: false,
  useMemory: false,
  useOffHeap: false,
  deserialized: false,
  replication: 1,
};

/** PySpark's `MEMORY_AND_DISK_DESER`, its default. */
export const MEMORY_AND_DISK: StorageLevel = { ...NOWHERE, useDisk: true, useMemory: true, deserialized: true };
export const MEMORY_ONLY: StorageLevel = { ...NOWHERE, useMemory: true, deserialized: true };
export const DISK_ONLY: StorageLevel = { ...NOWHERE, useDisk: true };
