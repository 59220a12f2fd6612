/** A fault of a file, with what to mend. */
interface Fault {
  readonly code: string;
  readonly detail: string;
}

/** The ledger's `reason` of an Invalid file: every fault on a line of its own, `code: detail`. */
export function reasonOf(faults: readonly Fault[]): string {
  return faults.map(({ code, detail }) => `${code}: ${detail.replaceAll("\n", " ")}`).join("\n");
}

/** The faults again, for the report beside a quarantined file. */
export function faultsOf(reason: string | null): readonly Fault[] {
  return (reason ?? "").split("\n").map((line) => {
    const [code = "", ...detail] = line.split(": ");
    return { code, detail: detail.join(": ") };
  });
}
