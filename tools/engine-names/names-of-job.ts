import { underRules } from "../../src/feeds/index.ts";
import { combinations, feedsOf, type Job, shownTypes } from "../../src/job/index.ts";

/** Every name that a job declares: feeds, columns, tables, views, rules and what warnings call things. */
export function namesOfJob(job: Job): ReadonlySet<string> {
  const { facts, dimensions, marts, rules = {} } = job;
  const feeds = feedsOf(job);
  const ruled = combinations(rules).map((chosen) => underRules(facts, chosen));
  return new Set([
    ...feeds.flatMap(({ name, fileName = name }) => [name, fileName]),
    ...feeds.flatMap(({ columns }) => columns.flatMap(({ name, references }) => [name, references?.as ?? name])),
    ...ruled.flatMap(({ feed, lookalikes }) => [
      ...(feed.watched ?? []).map(({ name }) => name),
      ...lookalikes.map(({ warning }) => warning),
    ]),
    ...ruled.flatMap(({ rows }) => rows.map(({ code }) => code)),
    ...dimensions.map(({ dimension }) => dimension.table),
    ...marts.flatMap((mart) => [
      mart.name,
      ...Object.keys(mart.views ?? {}),
      ...Object.keys({ ...mart.key, ...shownTypes(mart), ...mart.values }),
    ]),
    ...Object.keys(rules),
  ]);
}
