import type { ExplainedMarts } from "../pipeline/commands/explain-marts.ts";
import type { Plan, PlannedFile, Prospect } from "../pipeline/commands/plan.ts";
import { table } from "./table.ts";

const PROSPECTS: Readonly<Record<Prospect, string>> = {
  new: "new",
  correction: "corrections",
  duplicate: "probably duplicates",
  invalid: "invalid by name or size",
  left: "left for later runs",
  left_aside: "failed too often and left aside",
  outside: "outside of the data interval",
};

/** The plan for people, at most `limit` files of it. */
export function planText({ running, unfinished, files, settled, ignored }: Plan, limit: number): string {
  const lines = [
    running === undefined ? [] : [`Run ${running.runId} is at work on ${running.host}; it may do all this.`],
    unfinished.map(({ batchId, state }) =>
      state === "committed"
        ? `Batch ${batchId} is committed: a run publishes and archives it first.`
        : `Batch ${batchId} is not committed: a run gives it up first.`,
    ),
    settled === 0 ? [] : [`${settled} objects below raw/ are dealt with already: a run archives them.`],
    ignored === 0
      ? []
      : [`${ignored} objects below raw/ belong to other writers (ignorePattern): a run leaves them alone.`],
    [files.length === 0 ? "No new files below raw/." : `${files.length} files below raw/: ${counts(files)}.`],
  ].flat();
  if (files.length > 0) lines.push("", listed(files.slice(0, limit)));
  if (files.length > limit) lines.push(`  … and ${files.length - limit} more (--limit)`);
  lines.push("", "By names, sizes and ETags; a run also looks into the content.");
  return `${lines.join("\n")}\n`;
}

function counts(files: readonly PlannedFile[]): string {
  const byProspect = Map.groupBy(files, ({ prospect }) => prospect);
  return [...byProspect].map(([prospect, found]) => `${found.length} ${PROSPECTS[prospect]}`).join(", ");
}

function listed(files: readonly PlannedFile[]): string {
  return table(files, {
    file: ({ key }) => key,
    bytes: ({ sizeBytes }) => String(sizeBytes),
    would_be: ({ prospect }) => prospect,
    why: ({ detail }) => detail.replaceAll("\n", "; "),
  });
}

export function explainText({ month, plans }: ExplainedMarts): string {
  const of = month === undefined ? "of no sales, as none count yet" : `of ${month}`;
  return Object.entries(plans)
    .map(([mart, plan]) => `\nSpark's plan for ${mart} ${of}:\n${plan.trimEnd()}\n`)
    .join("");
}
