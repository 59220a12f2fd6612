// Checks verdicts in a thread whose memory is limited: an inspection that takes more ends it.
import { parentPort, workerData } from "node:worker_threads";
import { checkVerdicts } from "./check-verdicts.ts";

const { runs, seed }: { readonly runs: number; readonly seed: number } = workerData;
await checkVerdicts(runs, seed);
parentPort?.postMessage("done");
