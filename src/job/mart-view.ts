/** What the page of a run shows of a mart. */
export type MartView = MonthsViewOf | BestViewOf | TopViewOf;

/** An amount by month, in parts. */
interface MonthsViewOf {
  readonly kind: "months";
  readonly title: string;
  readonly amount: string;
  /** The key column that makes the parts. */
  readonly by: string;
  /** What one of them is called: `store`. */
  readonly part: string;
}

/** Who has the highest amount of the newest month within each of something. */
interface BestViewOf {
  readonly kind: "best";
  readonly title: string;
  readonly says: string;
  readonly amount: string;
  readonly of: string;
  readonly within: string;
  /** The column with the name of whom it is about; NULL shows the key. */
  readonly name: string;
  readonly also: readonly string[];
}

/** Who has the highest amounts over all months. */
interface TopViewOf {
  readonly kind: "top";
  readonly title: string;
  readonly says: string;
  readonly amount: string;
  readonly of: string;
  readonly name: string;
}

/** The columns that a view names. */
export function columnsOfView(view: MartView): readonly string[] {
  switch (view.kind) {
    case "months":
      return [view.amount, view.by];
    case "best":
      return [view.amount, view.of, view.within, view.name, ...view.also];
    case "top":
      return [view.amount, view.of, view.name];
  }
}
