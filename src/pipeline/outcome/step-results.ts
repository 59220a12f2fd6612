import { countsText } from "../../text/index.ts";
import type { CommitResult } from "../../warehouse/index.ts";
import type { Discovery } from "../discover.ts";
import type { Recovery } from "../recover/recover.ts";
import type { FileRows } from "../transform/file-rows.ts";
import type { Validation } from "../validate/validate.ts";

/** What steps did, in a few words for people: counts only, no keys and no values. */

export function recoveryText({ rolledForward, abandoned, swept }: Recovery): string {
  return countsText([
    [rolledForward.length, "batch rolled forward", "batches rolled forward"],
    [abandoned.length, "batch abandoned", "batches abandoned"],
    [swept.length, "leftover removed", "leftovers removed"],
  ]);
}

export function discoveryText({ files, left, leftAside, vanished, interval }: Discovery): string {
  return countsText(
    [
      [files.length, "new file", "new files"],
      [left, "left for later runs"],
      [interval?.outside ?? 0, "outside of the interval"],
      [leftAside, "left aside"],
      [vanished, "vanished"],
    ],
    "no new files",
  );
}

export function validationText({ contents, invalid, failed, duplicates }: Validation): string {
  return countsText([
    [contents.files.length, "valid file", "valid files"],
    [invalid, "invalid"],
    [duplicates.length, "duplicate", "duplicates"],
    [failed, "failed"],
  ]);
}

export function rowsText(files: readonly FileRows[]): string {
  const accepted = files.reduce((all, file) => all + file.accepted, 0);
  const rejected = files.reduce((all, file) => all + file.rejected, 0);
  return countsText([
    [accepted, "row accepted", "rows accepted"],
    [rejected, "rejected"],
  ]);
}

export function commitText({ months, marts }: CommitResult): string {
  return countsText([
    [months.length, "month", "months"],
    ...Object.entries(marts).map(
      ([mart, { changed }]) => [changed, `row of ${mart} changed`, `rows of ${mart} changed`] as const,
    ),
  ]);
}
