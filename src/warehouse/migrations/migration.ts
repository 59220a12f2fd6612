/** One step of the schema. A published step never changes; what follows is a new step with the next version. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** DDL is not transactional in MySQL: each statement must be harmless when it runs again after a crash in between. */
  readonly statements: readonly string[];
}

/** The character set is stated because the server's default may be another; see `connectionOptions` for the collation. */
export const TABLE_OPTIONS = "ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
