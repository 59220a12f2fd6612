import { randomUUID } from "node:crypto";
import type { Row, RowObject } from "./row.ts";

/**
 * Metrics of the rows that pass by while a frame is computed: PySpark's `Observation`. Give it to `observe`, run an action of
 * the frame, and read `get`.
 */
export class Observation {
  /** By which the action's result names its metrics. */
  readonly name: string;
  #metrics: RowObject | undefined;
  #isUsed = false;

  /** @param name a random one if left out. @throws RangeError if it is empty */
  constructor(name: string = randomUUID()) {
    if (name === "") throw new RangeError("The name of an observation must not be empty");
    this.name = name;
  }

  /** The metrics by their names, of the first action. @throws TypeError before an action has ended */
  get get(): RowObject {
    if (this.#metrics !== undefined) return this.#metrics;
    throw new TypeError(
      `The observation ${this.name} has no metrics yet. Run an action of the frame that observe() returned, to its end.`,
    );
  }

  /** For `observe`: one observation is of one frame. @throws TypeError the second time */
  use(): void {
    if (this.#isUsed) throw new TypeError(`The observation ${this.name} is of another frame already. Make a new one.`);
    this.#isUsed = true;
  }

  /** For the action whose rows were observed. */
  complete(metrics: Row): void {
    this.#metrics ??= metrics.toObject();
  }
}
