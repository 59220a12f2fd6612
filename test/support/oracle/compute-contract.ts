import { customersMart } from "./customers-mart.ts";
import type { DimensionRows } from "./dimensions.ts";
import { fileRecords } from "./file-records.ts";
import type { Forms, SaleSettings } from "./forms.ts";
import type { MartRow } from "./mart-row.ts";
import { judge, type Verdict } from "./row-rules.ts";
import { SALES_COLUMNS, type Sale } from "./sale.ts";
import { salesTeamMart } from "./sales-team-mart.ts";
import type { SourceFile } from "./source-file.ts";
import { unknownReferenceFinder } from "./unknown-references.ts";

export interface ContractInput {
  /** The sales files that count: no duplicates, and of a corrected file the last version only. */
  readonly files: readonly SourceFile[];
  readonly dimensions: DimensionRows;
  /** The run's date, `yyyy-MM-dd`; later sales are in the future. */
  readonly asOf: string;
  /** @default "accept" */
  readonly unknownReferences?: "accept" | "reject";
  /** A file with a larger share of rejected rows is refused. @default 0.5 */
  readonly maxRejectedRatio?: number;
  /** How sales are written, and what is made of returns, discounts and second currencies. */
  readonly settings?: Forms & SaleSettings;
}

interface FileVerdict {
  readonly name: string;
  /** Why the whole file is refused; empty for a file that counts. */
  readonly faults: readonly string[];
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
  /** How many rows each reason rejects; a row may have several. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface Contract {
  readonly files: readonly FileVerdict[];
  readonly sales: readonly Sale[];
  readonly customersMart: readonly MartRow[];
  readonly salesTeamMart: readonly MartRow[];
  /** Accepted rows by `unknown_reference:<dimension>`. */
  readonly warnings: Readonly<Record<string, number>>;
}

/**
 * What a correct pipeline must make of the files: plain code that shares nothing with it, with exact integers for money.
 * It holds everything in memory.
 */
export async function computeContract(input: ContractInput): Promise<Contract> {
  const { settings = {} } = input;
  const unknownReferences = unknownReferenceFinder(input.dimensions);
  const judged: { readonly verdict: FileVerdict; readonly sales: readonly Sale[] }[] = [];
  for (const file of input.files) {
    const required = [...SALES_COLUMNS, ...Object.keys(settings.expect ?? {})];
    const { faults, records } = await fileRecords(file, required, settings);
    const verdicts = records.map((record) => judge(record, input.asOf, settings)).map(strict(input, unknownReferences));
    judged.push(judgedFile(file.name, faults, verdicts, input.maxRejectedRatio ?? 0.5));
  }
  const sales = judged.flatMap((file) => file.sales);
  return {
    files: judged.map(({ verdict }) => verdict),
    sales,
    customersMart: customersMart(sales, input.dimensions),
    salesTeamMart: salesTeamMart(sales, input.dimensions),
    warnings: tally(sales.flatMap(unknownReferences)),
  };
}

/** Rejects sales with unknown references, if the input asks for it. */
function strict(
  { unknownReferences = "accept" }: ContractInput,
  unknown: (sale: Sale) => readonly string[],
): (verdict: Verdict) => Verdict {
  return (verdict) => {
    if (unknownReferences === "accept" || "reasons" in verdict) return verdict;
    const reasons = unknown(verdict.sale);
    return reasons.length === 0 ? verdict : { reasons };
  };
}

function judgedFile(name: string, faults: readonly string[], verdicts: readonly Verdict[], maxRejectedRatio: number) {
  const rowsRead = verdicts.length;
  const accepted = verdicts.flatMap((verdict) => ("sale" in verdict ? [verdict.sale] : []));
  const refused = rowsRead - accepted.length > maxRejectedRatio * rowsRead;
  const sales = refused ? [] : accepted;
  const verdict: FileVerdict = {
    name,
    faults: refused ? [...faults, "too_many_rejected_rows"] : faults,
    rowsRead,
    rowsAccepted: sales.length,
    rowsRejected: rowsRead - sales.length,
    reasons: tally(verdicts.flatMap((row) => ("reasons" in row ? row.reasons : []))),
  };
  return { verdict, sales };
}

function tally(values: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]));
}
