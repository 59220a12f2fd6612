export { abortUploads, abortUploadsOf } from "./abort-uploads.ts";
export { type ArchiveOutcome, type ArchiveRequest, archiveObject } from "./archive-object.ts";
export { areOtherEnds, type ContentEnds, contentEnds } from "./content-ends.ts";
export { copyObject } from "./copy-object.ts";
export type { CopyOptions } from "./copy-options.ts";
export { type DayRange, type FoundDays, UNKNOWN_DAYS } from "./days/found-days.ts";
export { readDays } from "./days/read-days.ts";
export { deleteObjects } from "./delete-objects.ts";
export { deletePrefix } from "./delete-prefix.ts";
export { encryptionOf } from "./encryption-of.ts";
export { folderValues } from "./folder-values.ts";
export { areOtherBytes, type ChecksummedVersion, headChecksums } from "./full-checksums.ts";
export { guardRequests } from "./guard-requests.ts";
export { headObject } from "./head-object.ts";
export { isEtagIdentity } from "./inspect/etag-identity.ts";
export type { FeedContract } from "./inspect/feed-contract.ts";
export type { FileFault, FileFaultCode } from "./inspect/file-fault.ts";
export { extensionOf, type FileFormat, formatOf, isGzip } from "./inspect/file-format.ts";
export { inspectFile } from "./inspect/inspect-file.ts";
export type { Inspection, InspectionOutcome, ParquetColumn } from "./inspect/inspection.ts";
export { judgeName, type NameVerdict } from "./inspect/judge-name.ts";
export { type LocatedRecord, locateRecords } from "./inspect/locate-records.ts";
export type { FileToInspect, InspectOptions } from "./inspect/read-content.ts";
export { appendJournal, type JournalLine, journalAfter, journalEntriesAfter } from "./journal.ts";
export type { JournalErasure, JournalRewriting } from "./journal-erasure.ts";
export { JOURNAL_STATUSES, type JournalRecord } from "./journal-record.ts";
export * from "./keys.ts";
export { LakeError, type LakeErrorCode, type LakeTarget } from "./lake-error.ts";
export { listFolders } from "./list-folders.ts";
export { type Level, listLevel } from "./list-level.ts";
export { listPages } from "./list-objects.ts";
export type { ListedObject } from "./list-page.ts";
export { type ConcurrencyOptions, mapConcurrent } from "./map-concurrent.ts";
export { type Lake, type LakeSettings, locationOf, openLake } from "./open-lake.ts";
export {
  claimBucket,
  type PipelineFile,
  readPipelineFile,
} from "./pipeline-file.ts";
export { probeLake } from "./probe-lake.ts";
export { type PartitionChanges, type PublishedObject, publishPartitions } from "./publish-partitions.ts";
export { putJson, putJsonLines } from "./put-json.ts";
export { type PutCondition, putText } from "./put-text.ts";
export { isBefore } from "./ranges/key-order.ts";
export { type ListedRange, listRanges } from "./ranges/list-ranges.ts";
export { UnorderedListing } from "./ranges/unordered-listing.ts";
export { publishedBatch, readManifest, readStoredManifest } from "./read-manifest.ts";
export { type ReadOptions, readRange } from "./read-object.ts";
export { headerOf } from "./rewrite/header-of.ts";
export { inBytes, type Person, speaksOf } from "./rewrite/person.ts";
export { type Erasure, ruleFor } from "./rewrite/record-rule.ts";
export { OverlongRecordError } from "./rewrite/record-splitter.ts";
export { rewriteLines } from "./rewrite/rewrite-lines.ts";
export {
  countRecordsOf,
  type ObjectToRewrite,
  rewriteObject,
  UnreadableContentError,
} from "./rewrite/rewrite-object.ts";
export { contentDigests, type Digests, isSameContent } from "./same-content.ts";
export { ABILITIES, type Abilities } from "./server/abilities.ts";
export { findAbilities, UPLOADS_LOST } from "./server/find-abilities.ts";
export { type Heed, ServerProbe } from "./server/server-probe.ts";
export { sha256Of } from "./sha256-of.ts";
export { type SparkPath, s3aUri, sparkPath } from "./spark-path.ts";
export { type LakeRetry, tellRetries } from "./tell-retries.ts";
export { verifyLake } from "./verify-lake.ts";
export { type Manifest, type ManifestObject, manifestObject, writeManifest } from "./write-manifest.ts";
