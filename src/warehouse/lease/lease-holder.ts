/** Who holds the lease, as the holder wrote it. */
export interface LeaseHolder {
  readonly runId: string;
  readonly host: string;
  readonly pid: number;
  /** ISO 8601, UTC. */
  readonly acquiredAt: string;
  readonly expiresAt: string;
  /** Its lease has run out, by the database's clock. */
  readonly expired: boolean;
  /** The connection whose session lock stands for the lease; null after a release. */
  readonly connectionId: number | null;
}
