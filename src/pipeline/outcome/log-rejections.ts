import type { Logger } from "../../observability/index.ts";
import type { Rejection } from "../../warehouse/index.ts";
import { rejectionText } from "./rejection-text.ts";

/** Says what did not count, so that whoever watches a run learns of money that is missing although it ended well. */
export function logRejections(log: Logger, rejections: readonly Rejection[]): void {
  for (const rejection of rejections) {
    const { feed, code, rows, money } = rejection;
    log.warn({ feed, code, rows, money }, rejectionText(rejection));
  }
}
