/** What the engine makes table names and folders of. With the longest prefix of a load table it stays within MySQL's 64 characters. */
const NAME = /^[a-z][a-z0-9_]{0,24}$/;

/** Words that MySQL 8.4, MariaDB 11 or Spark 4 take for their own; the engine writes names as they are. */
const SQL_WORDS: ReadonlySet<string> = new Set(
  (
    "all alter and as asc between both by case change check column condition constraint create cross cube default delete desc " +
    "distinct div drop each else except exists explain false fetch for foreign from function grant group grouping groups having if " +
    "in index inner insert intersect interval into is join key keys lag lead leading left like limit lines load lock loop match mod " +
    "natural not null of on optimize or order outer over partition primary procedure range rank read recursive references regexp " +
    "rename repeat replace return right row row_number rows schema select set show signal sql table then to trailing trigger true " +
    "union unique unlock unsigned update usage use using values when where while window with write xor zerofill"
  ).split(" "),
);

/** The engine's own tables. A test holds the list against those that the migrations make. */
const ENGINE_TABLES: ReadonlySet<string> = new Set(
  (
    "backfill_months batch_mart_partitions batch_marts batch_rejections batch_watched_changes batches compacted_sales dimension_sources " +
    "erasures last_discovery lineage_runs mart_months pipeline_identity pipeline_job pipeline_lease restored_files retired_sales rewritten_contents " +
    "run_steps run_totals run_warnings runs s3_servers schema_migrations shown_dimensions staging_file_dates staging_file_events " +
    "staging_file_months staging_files stale_mart_months"
  ).split(" "),
);

/** What is wrong with the name of a table that a job declares, or undefined. */
export function faultOfTable(name: string): string | undefined {
  return ENGINE_TABLES.has(name) ? "the engine has a table of that name. Name it otherwise." : faultOfName(name);
}

/** What is wrong with the name of a feed, or undefined. */
export function faultOfName(name: string): string | undefined {
  return NAME.test(name) ? undefined : "its name must be lower-case letters, digits and _, at most 25 of them.";
}

/** What is wrong with the name of a column, or undefined. */
export function faultOfColumn(name: string): string | undefined {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) {
    return `the column ${name} must be named by lower-case letters, digits and _, and begin with a letter.`;
  }
  if (SQL_WORDS.has(name)) return `the column ${name} has a word of SQL for its name. Name it otherwise.`;
  return undefined;
}
