export interface LineageJob {
  readonly namespace: string;
  readonly name: string;
}

/** The run that started this one: a task of Airflow. */
export interface LineageParent {
  readonly run: { readonly runId: string };
  readonly job: LineageJob;
  /** The run that started all. */
  readonly root?: Omit<LineageParent, "root">;
}

/** What the environment says of the parent, as Airflow's macros write it; what is not said is empty. */
export interface ParentSettings {
  /** `namespace/name/runId` */
  readonly parentId: string;
  readonly parentNamespace: string;
  readonly parentJob: string;
  readonly parentRunId: string;
  /** `namespace/name/runId` */
  readonly rootParentId: string;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** The parent; undefined where none is named, or not as it must be: lineage is worth no failed run. */
export function parentOf(settings: ParentSettings): LineageParent | undefined {
  const { parentNamespace: namespace, parentJob: name, parentRunId: runId } = settings;
  const parent = joined(settings.parentId) ?? checked(namespace, name, runId);
  const root = joined(settings.rootParentId);
  return parent && root ? { ...parent, root } : parent;
}

/** A namespace may hold slashes, as in `https://airflow/`; a job's name and a run's id hold none. */
function joined(id: string): LineageParent | undefined {
  const {
    namespace = "",
    name = "",
    runId = "",
  } = /^(?<namespace>.+)\/(?<name>[^/]+)\/(?<runId>[^/]+)$/.exec(id.trim())?.groups ?? {};
  return checked(namespace, name, runId);
}

function checked(namespace: string, name: string, runId: string): LineageParent | undefined {
  return namespace !== "" && name !== "" && UUID.test(runId) ? { run: { runId }, job: { namespace, name } } : undefined;
}
