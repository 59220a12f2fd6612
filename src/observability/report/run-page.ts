/** All that the page of a run shows, gathered: making the page asks nobody for anything. */
export interface RunPage {
  readonly runId: string;
  readonly command: string;
  readonly status: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number | undefined;
  /** Why it did not come to its end. */
  readonly error: string | undefined;
  readonly bucket: string;
  readonly rows: { readonly read: number; readonly accepted: number; readonly rejected: number };
  readonly months: readonly string[];
  readonly marts: readonly { readonly name: string; readonly rows: number; readonly changed: number }[];
  readonly warnings: Readonly<Record<string, number>>;
  readonly files: readonly PageFile[];
  readonly rejections: readonly PageRejection[];
  /** Where all rejected rows are. */
  readonly rejectedRows: readonly PageLink[];
  readonly views: readonly PageView[];
  readonly changes: PageChanges;
  readonly trend: readonly QualityPoint[];
  readonly steps: readonly PageStep[];
  readonly links: readonly PageLink[];
}

export interface PageFile {
  readonly key: string;
  readonly feed: string;
  readonly became: string;
  readonly sizeBytes: number;
  readonly rowsRead: number | null;
  readonly rowsAccepted: number | null;
  readonly rowsRejected: number | null;
  readonly reason: string;
  readonly link: PageLink | undefined;
}

export interface PageRejection {
  readonly feed: string;
  readonly code: string;
  readonly rows: number;
  /** What they would have brought, exact. */
  readonly money: string | null;
  /** The first of them, as they were read. */
  readonly examples: readonly string[];
}

/** An object or a folder, and where a browser finds it. */
export interface PageLink {
  readonly text: string;
  /** http or https; without it the text alone is shown. */
  readonly href: string | undefined;
}

/** What a mart declares to be shown. */
export type PageView = MonthsView | RankingView;

/** An amount by month, in parts. */
export interface MonthsView {
  readonly kind: "months";
  readonly title: string;
  readonly months: readonly string[];
  /** Those that the run computed anew. */
  readonly touched: readonly string[];
  readonly parts: readonly {
    readonly name: string /** Exact, one for each month. */;
    readonly amounts: readonly string[];
  }[];
}

/** Who has the highest amounts. */
export interface RankingView {
  readonly kind: "ranking";
  readonly title: string;
  readonly says: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly amount: string; readonly cells: readonly string[] }[];
}

/** Whose watched values the run moved. */
export interface PageChanges {
  readonly moved: number;
  readonly shown: readonly {
    readonly column: string;
    readonly whose: string;
    readonly month: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** By month, the files that brought sales to it or took them out. */
  readonly causes: readonly { readonly month: string; readonly files: readonly string[] }[];
}

/** One batch: how much of it was rejected. */
export interface QualityPoint {
  readonly batchId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly read: number;
  readonly rejected: number;
}

export interface PageStep {
  readonly step: string;
  readonly outcome: "done" | "failed";
  /** Since the run began. */
  readonly offsetMs: number;
  readonly durationMs: number;
  readonly sparkMs: number;
  readonly did: string;
}
