import { createHash } from "node:crypto";
import type { Settings } from "../../config/index.ts";
import { ABILITIES, type Abilities, findAbilities, LakeError, locationOf, probeKey } from "../../lake/index.ts";
import { isRecord } from "../../text/index.ts";
import { forgetServer, recallServer, rememberServer } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

type Tried = Pick<RunContext, "lake" | "warehouse" | "settings" | "runId" | "log" | "signal">;

/**
 * Before anything is committed: the S3 server takes all that a run asks of it, with the headers that settings have it send. It is tried
 * once, and what is found is remembered until a setting changes or the server refuses something.
 *
 * @throws LakeError for what would fail after the commit
 */
export async function checkServer({ lake, warehouse, settings, runId, log, signal }: Tried): Promise<void> {
  const fingerprint = fingerprintOf(settings);
  const recalled = parsed(await recallServer(warehouse, fingerprint));
  const abilities = recalled ?? (await findAbilities(lake, probeKey(`${runId}/`), signal));
  lake.abilities.learn(abilities);
  if (recalled !== undefined) return;
  const location = locationOf(lake);
  for (const ability of ABILITIES) if (!abilities[ability]) log.warn({ location, ability }, WITHOUT[ability]);
  await rememberServer(warehouse, { fingerprint, location, abilities: JSON.stringify(abilities) });
}

/** What a run does instead. */
const WITHOUT: Readonly<Record<keyof Abilities, string>> = {
  conditionalPut:
    "the S3 server does not heed If-Match and If-None-Match of PUT: the manifest is looked up before it is written, and only the lease keeps others from writing in between",
  conditionalCopy:
    "the S3 server does not take If-None-Match of COPY: where a file is kept is only looked up before it is copied there",
  listsUploads:
    "the S3 server does not list uploads in parts: what dead runs leave of them stays; let a lifecycle rule remove it",
};

/** After a failure: a server that refuses what it took when it was tried is tried again. Never rejects. */
export async function doubtServer(
  { warehouse, settings, log }: Pick<Tried, "warehouse" | "settings" | "log">,
  error: unknown,
) {
  if (!(error instanceof LakeError) || error.transient) return;
  await forgetServer(warehouse, fingerprintOf(settings)).catch((failure: unknown) =>
    log.warn({ err: failure }, "the S3 server will not be tried again by the next run"),
  );
}

/** Of this version's trials. */
const TRIALS = 1;

function fingerprintOf({ s3 }: Settings): string {
  return createHash("sha256")
    .update(JSON.stringify([TRIALS, s3]))
    .digest("hex");
}

/** Undefined for what another version has written: the server is tried anew. */
function parsed(json: string | undefined): Abilities | undefined {
  if (json === undefined) return undefined;
  const value: unknown = JSON.parse(json);
  if (!isRecord(value)) return undefined;
  const { conditionalPut, conditionalCopy, listsUploads } = value;
  if (typeof conditionalPut !== "boolean" || typeof conditionalCopy !== "boolean" || typeof listsUploads !== "boolean")
    return undefined;
  return { conditionalPut, conditionalCopy, listsUploads };
}
