import { refuseOperators } from "./refuse-operators.ts";

/** A VARIANT as Spark encodes it. Cast or extract on the server (`variant_get`, `to_json`) to read it. */
export class Variant {
  readonly value: Uint8Array;
  readonly metadata: Uint8Array;

  constructor(value: Uint8Array, metadata: Uint8Array) {
    this.value = value;
    this.metadata = metadata;
  }

  /** @throws TypeError always: operators would compare what it prints. */
  valueOf(): never {
    return refuseOperators("Variant", "functions such as variantGet on the server");
  }
}
