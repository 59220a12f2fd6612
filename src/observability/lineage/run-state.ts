import type { InputDataset, OutputDataset } from "./dataset.ts";
import { type Facet, facet } from "./facet.ts";
import type { LineageJob, LineageParent } from "./parent.ts";
import { lineageRunId } from "./run-uuid.ts";

/** A state of a run, as OpenLineage 2 has it. Further events of a run add to what earlier ones said. */
export interface RunStateEvent {
  readonly eventType: "START" | "RUNNING" | "COMPLETE" | "FAIL" | "ABORT";
  readonly eventTime: string;
  readonly producer: string;
  readonly schemaURL: string;
  readonly run: { readonly runId: string; readonly facets: Readonly<Record<string, Facet>> };
  readonly job: LineageJob & { readonly facets: Readonly<Record<string, Facet>> };
  readonly inputs: readonly InputDataset[];
  readonly outputs: readonly OutputDataset[];
}

const SCHEMA_URL = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

/** Whose run it is. */
export interface RunIdentity {
  readonly runId: string;
  readonly job: LineageJob;
  readonly parent?: LineageParent | undefined;
}

export interface RunState {
  readonly type: RunStateEvent["eventType"];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Why it did not come to its end. */
  readonly error?: string | undefined;
  /** The engine that computes it. */
  readonly engine?: { readonly name: string; readonly version: string } | undefined;
  readonly inputs?: readonly InputDataset[];
  readonly outputs?: readonly OutputDataset[];
}

/** Event of a run's state. `producer` says which program tells it, as a URI. */
export function runStateEvent(producer: string, identity: RunIdentity, state: RunState): RunStateEvent {
  const { type, at, error, engine, inputs = [], outputs = [] } = state;
  const { runId, job, parent } = identity;
  return {
    eventType: type,
    eventTime: new Date(at).toISOString(),
    producer,
    schemaURL: SCHEMA_URL,
    run: {
      runId: lineageRunId(runId),
      facets: {
        ...(parent && { parent: facet(producer, "ParentRunFacet", parent) }),
        ...(engine && { processing_engine: facet(producer, "ProcessingEngineRunFacet", engine) }),
        ...(error !== undefined && {
          errorMessage: facet(producer, "ErrorMessageRunFacet", { message: error, programmingLanguage: "TypeScript" }),
        }),
      },
    },
    job: {
      ...job,
      facets: {
        jobType: facet(producer, "JobTypeJobFacet", { processingType: "BATCH", integration: "SPARK", jobType: "JOB" }),
      },
    },
    inputs,
    outputs,
  };
}
