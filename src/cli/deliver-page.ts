import { writeFileSync } from "node:fs";
import process from "node:process";
import { ConfigError, type Settings } from "../config/index.ts";
import type { Job } from "../job/index.ts";
import { locationOf, openLake } from "../lake/index.ts";
import { makePage, publishPage } from "../pipeline/report/publish-page.ts";
import { messageOf } from "../text/index.ts";
import type { Warehouse } from "../warehouse/index.ts";
import { printJson } from "./print.ts";
import { stopSignal } from "./stop-signal.ts";

/** Makes the page of a run: into a file, to stdout, or into the bucket. */
export async function deliverPage(
  { job, settings, warehouse }: { readonly job: Job; readonly settings: Settings; readonly warehouse: Warehouse },
  runId: string,
  { html, publish }: { readonly html: string | undefined; readonly publish: boolean },
): Promise<void> {
  const lake = openLake(settings.s3);
  try {
    const sources = { warehouse, lake, job, settings, signal: stopSignal() };
    if (html !== undefined) writePage(html, (await makePage(sources, runId)) ?? "");
    if (!publish) return;
    const key = await publishPage(sources, runId);
    printJson({ published: `${locationOf(lake)}${key}` });
  } finally {
    lake.close();
  }
}

function writePage(file: string, page: string): void {
  if (file === "-") {
    process.stdout.write(page);
    return;
  }
  try {
    writeFileSync(file, page);
  } catch (error) {
    throw new ConfigError(`--html ${file}: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}
