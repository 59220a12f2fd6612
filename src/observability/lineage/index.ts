export {
  type ColumnLineage,
  type DatasetName,
  type InputDataset,
  type InputField,
  inputDataset,
  mysqlDataset,
  type OutputDataset,
  outputDataset,
  s3Dataset,
} from "./dataset.ts";
export { LineageEmitter } from "./emitter.ts";
export { type ParentSettings, parentOf } from "./parent.ts";
export { type RunIdentity, type RunState, type RunStateEvent, runStateEvent } from "./run-state.ts";
export { fileTransport, httpTransport, type LineageTransport } from "./transport.ts";
