import { Option } from "@commander-js/extra-typings";

/** The options of a run's interval, as schedulers call it. */
export const intervalOptions = {
  start: () =>
    new Option(
      "--data-interval-start <time>",
      "take only new files from then on: yyyy-MM-dd or ISO 8601; see --interval-of",
    ),
  end: () => new Option("--data-interval-end <time>", "and before then"),
  of: () =>
    new Option(
      "--interval-of <kind>",
      "what the interval is of: when files landed, or the days of their facts",
    ).choices(["landed", "sales"]),
} as const;

export interface GivenInterval {
  readonly dataIntervalStart?: string | undefined;
  readonly dataIntervalEnd?: string | undefined;
  readonly intervalOf?: string | undefined;
}

/** What they give, as `--set` takes it: they are checked where the settings are. */
export function intervalSettings({ dataIntervalStart, dataIntervalEnd, intervalOf }: GivenInterval): readonly string[] {
  const given = { start: dataIntervalStart, end: dataIntervalEnd, of: intervalOf };
  return Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [`run.interval.${name}=${value}`],
  );
}
