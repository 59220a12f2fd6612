import { Interrupted } from "../pipeline/context/interrupted.ts";

/** Aborts at the first SIGTERM or SIGINT. A second one changes nothing: the run is cleaning up already. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const) {
    process.on(name, () => {
      if (!controller.signal.aborted) controller.abort(new Interrupted(name));
    });
  }
  return controller.signal;
}
