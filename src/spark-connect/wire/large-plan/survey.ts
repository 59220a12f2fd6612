import { isMessage } from "@bufbuild/protobuf";
import { type LocalRelation, LocalRelationSchema } from "../../gen/spark/connect/relations_pb.js";

/** What a number, an enum or a key takes, roughly. */
const SCALAR_BYTES = 3;

export interface Survey {
  /** About what the message takes on the wire. */
  readonly bytes: number;
  readonly localRelations: readonly LocalRelation[];
}

/** A quick look at a message, before it is encoded. */
export function survey(message: object): Survey {
  const localRelations: LocalRelation[] = [];
  const open: unknown[] = [message];
  let bytes = 0;
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string" || value instanceof Uint8Array) {
      bytes += value.length;
    } else if (typeof value === "object" && value !== null) {
      if (isMessage(value, LocalRelationSchema)) {
        localRelations.push(value);
      }
      for (const child of Object.values(value)) open.push(child);
    } else {
      bytes += SCALAR_BYTES;
    }
  }
  return { bytes, localRelations };
}
