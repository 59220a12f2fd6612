import type { RunEvent, SparkWork } from "../../observability/index.ts";
import { bytesText, countText, durationText } from "./amounts.ts";

/** What is under way, as the events have told it. */
export interface UnderWay {
  readonly step: string | undefined;
  /** How long the whole is expected to take, where that is known. */
  readonly expectedMs?: number;
  readonly files?: Extract<RunEvent, { kind: "files_validated" }>;
  readonly partitions?: Extract<RunEvent, { kind: "partitions_published" }>;
  /** By action. */
  readonly spark: ReadonlyMap<string, Action>;
}

interface Action {
  /** How many it reads, where that is known. */
  readonly rows: number | undefined;
  readonly work: SparkWork | undefined;
}

export const NOTHING_UNDER_WAY: UnderWay = { step: undefined, spark: new Map() };

export function afterEvent(before: UnderWay, event: RunEvent): UnderWay {
  switch (event.kind) {
    case "step_started":
      return { ...betweenSteps(before), step: event.step };
    case "step_ended":
      return betweenSteps(before);
    case "duration_expected":
      return { ...before, expectedMs: event.durationMs };
    case "files_validated":
      return { ...before, files: event };
    case "partitions_published":
      return { ...before, partitions: event };
    case "spark_started":
      return { ...before, spark: new Map(before.spark).set(event.action, { rows: event.rows, work: undefined }) };
    case "spark_progress": {
      const rows = before.spark.get(event.action)?.rows;
      return { ...before, spark: new Map(before.spark).set(event.action, { rows, work: event }) };
    }
    case "spark_ended":
      return { ...before, spark: new Map([...before.spark].filter(([action]) => action !== event.action)) };
  }
}

function betweenSteps({ expectedMs }: UnderWay): UnderWay {
  return expectedMs === undefined ? NOTHING_UNDER_WAY : { ...NOTHING_UNDER_WAY, expectedMs };
}

/** One line of what is under way, no wider than the terminal: what does not fit is left out, the least important first. */
export function liveLine(
  { step, expectedMs, files, partitions, spark }: UnderWay,
  elapsedMs: number,
  width: number,
): string {
  const [action] = [...spark].toReversed();
  const facts = [
    elapsedText(elapsedMs, expectedMs),
    ...(files === undefined ? [] : filesFacts(files)),
    ...(partitions === undefined ? [] : [`${countText(partitions.done)} of ${countText(partitions.of)} partitions`]),
    ...(action === undefined ? [] : actionFacts(action[0], action[1], step)),
  ];
  let line = (step ?? "at work").slice(0, Math.max(0, width));
  for (const fact of facts) {
    const longer = `${line} · ${fact}`;
    if (longer.length <= width) line = longer;
  }
  return line;
}

/** Both are told, also once it takes longer than expected: that it is late is what one wants to know. */
function elapsedText(elapsedMs: number, expectedMs: number | undefined): string {
  if (expectedMs === undefined) return `${durationText(elapsedMs)} in all`;
  return `${durationText(elapsedMs)} of about ${durationText(expectedMs)}`;
}

function filesFacts({ done, of, bytes, ofBytes }: NonNullable<UnderWay["files"]>): readonly string[] {
  return [`${countText(done)} of ${countText(of)} files`, `${bytesText(bytes)} of ${bytesText(ofBytes)}`];
}

function actionFacts(name: string, { rows, work }: Action, step: string | undefined): readonly string[] {
  const label = name === step ? "Spark" : `Spark: ${name}`;
  const known = rows === undefined ? [] : [`${countText(rows)} rows`];
  if (work === undefined) return [label, ...known];
  const { stages, tasks, runningTasks, bytesRead, elapsedMs } = work;
  const rate = elapsedMs >= 1000 && bytesRead > 0 ? [`${bytesText((bytesRead / elapsedMs) * 1000)}/s`] : [];
  return [
    `${label} ${countText(tasks.done)} of ${countText(tasks.of)} tasks`,
    ...(stages.of > 1 ? [`stage ${Math.min(stages.done + 1, stages.of)} of ${stages.of}`] : []),
    ...known,
    ...(bytesRead > 0 ? [`${bytesText(bytesRead)} read`, ...rate] : []),
    `${runningTasks} running`,
  ];
}
