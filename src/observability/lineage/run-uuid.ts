import { createHash } from "node:crypto";

/** Of this program's runs, after RFC 9562: any UUID will do, as long as it never changes. */
const NAMESPACE = Buffer.from("5d0f3c5e8b7a4c7e9d1e2f6a4b3c8d90", "hex");

/** The UUID that OpenLineage wants for a run, always the same for a run's id: so a later run can close a dead one. A version 5 UUID. */
export function lineageRunId(runId: string): string {
  const hash = createHash("sha1").update(NAMESPACE).update(runId).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
