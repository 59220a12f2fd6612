/** Two pieces of work that are done in turn, on the same servers. */
export interface Comparison {
  /** What is held against what. */
  readonly name: string;
  /** At most so many times as long. */
  readonly goal: number;
  /** Both, once: in milliseconds. @param round no two have the same content */
  measure(round: number): Promise<Pair>;
}

export interface Pair {
  readonly ours: number;
  readonly beside: number;
}

export type Environment = Readonly<Record<string, string>>;

export interface OpenedComparison extends AsyncDisposable {
  readonly comparison: Comparison;
}

/** One after the other, and the other way round every second time: what a server learns from the first helps the second. */
export async function inTurn(round: number, ours: () => Promise<number>, beside: () => Promise<number>): Promise<Pair> {
  if (round % 2 === 0) {
    const first = await ours();
    return { ours: first, beside: await beside() };
  }
  const first = await beside();
  return { ours: await ours(), beside: first };
}
