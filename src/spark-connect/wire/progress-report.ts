import type {
  ExecutePlanResponse,
  ExecutePlanResponse_ExecutionProgress as ProgressMessage,
} from "../gen/spark/connect/base_pb.js";
import type { ExecutionProgress } from "./spark-connect-client.ts";

export function progressOf(operationId: string, { stages, numInflightTasks }: ProgressMessage): ExecutionProgress {
  return {
    operationId,
    inflightTasks: Number(numInflightTasks),
    stages: stages.map((stage) => ({
      stageId: stage.stageId,
      tasks: Number(stage.numTasks),
      completedTasks: Number(stage.numCompletedTasks),
      inputBytesRead: stage.inputBytesRead,
      done: stage.done,
    })),
    done: false,
  };
}

/** Whether the response shows that the operation has submitted a job. */
export function showsJob({ responseType }: ExecutePlanResponse): boolean {
  return (
    responseType.case === "arrowBatch" ||
    (responseType.case === "executionProgress" && responseType.value.stages.length > 0)
  );
}
