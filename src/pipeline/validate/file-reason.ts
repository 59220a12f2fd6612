import { excerpt } from "../../text/index.ts";

/** A fault of a file, with what to mend. */
interface Fault {
  readonly code: string;
  readonly detail: string;
}

/** More of them tell nobody what to mend. */
const MOST_FAULTS = 20;
const MOST_CODE_CHARACTERS = 200;
const MOST_DETAIL_CHARACTERS = 1_000;

/** The ledger's `reason` of an Invalid file: every fault on a line of its own, `code: detail`, at most 20 of them. */
export function reasonOf(faults: readonly Fault[]): string {
  const lines = faults
    .slice(0, MOST_FAULTS)
    .map(
      ({ code, detail }) =>
        `${excerpt(code, MOST_CODE_CHARACTERS)}: ${excerpt(detail.replaceAll("\n", " "), MOST_DETAIL_CHARACTERS)}`,
    );
  const rest = faults.length - lines.length;
  return [...lines, ...(rest > 0 ? [andMore(rest)] : [])].join("\n");
}

/** The codes alone, as few. */
export function codesOf(faults: readonly Fault[]): string {
  const codes = faults.slice(0, MOST_FAULTS).map(({ code }) => excerpt(code, MOST_CODE_CHARACTERS));
  const rest = faults.length - codes.length;
  return [...codes, ...(rest > 0 ? [andMore(rest)] : [])].join(", ");
}

/** The faults again, for the report beside a quarantined file; the last may say how many more there are. */
export function faultsOf(reason: string | null): readonly Fault[] {
  return (reason ?? "").split("\n").map((line) => {
    const [code = "", ...detail] = line.split(": ");
    return { code, detail: detail.join(": ") };
  });
}

function andMore(faults: number): string {
  return `… and ${faults} more`;
}
