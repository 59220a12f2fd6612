import type { ColumnKind } from "../feeds/index.ts";
import type { Job } from "./job.ts";
import type { Mart, ShownColumns } from "./mart.ts";

/** By kinds that a dimension's rows can be matched by, the types of a mart's column that hold the same. */
const HOLDING: Readonly<Partial<Record<ColumnKind, RegExp>>> = {
  integer: /^(INT|BIGINT)$/,
  text: /^(VAR)?CHAR\(/,
  flag: /^(VAR)?CHAR\(/,
};

/** What is wrong with what a mart shows of a dimension, or undefined. */
export function faultOfShown(shown: ShownColumns, { key }: Mart, job: Job): string | undefined {
  const { dimension, on, columns } = shown;
  const { name } = dimension;
  if (!job.dimensions.some((one) => one.name === name)) {
    return `it shows ${name}, which is no dimension of the job. List it under dimensions.`;
  }
  const type = key[on];
  if (type === undefined) return `it shows ${name} on ${on}, which is no column of its key.`;
  for (const [column, { from }] of Object.entries(columns)) {
    const isName = /^[A-Za-z_]\w*$/.test(from);
    if (isName && !dimension.columns.some((one) => one.name === from)) {
      return `it shows ${from} of ${name} as ${column}, which is none of that dimension's columns.`;
    }
  }
  return faultOfMatch(shown, type, job);
}

function faultOfMatch({ dimension, on, by }: ShownColumns, type: string, { subject }: Job): string | undefined {
  const { name, columns } = dimension;
  const matched = by ?? dimension.dimension.key;
  const column = columns.find((one) => one.name === matched);
  if (column === undefined) return `it shows ${name} by ${matched}, which is none of that dimension's columns.`;
  const holding = HOLDING[column.kind];
  if (holding === undefined) {
    return `it shows ${name} by ${matched} of kind "${column.kind}". Rows are matched by integers, texts and flags.`;
  }
  if (!holding.test(type.toUpperCase())) {
    const advice = by === undefined ? " Name under `by` the column whose value it holds." : "";
    return `it shows ${name} on ${on} of type ${type}, and ${matched} of ${name} is of kind "${column.kind}".${advice}`;
  }
  if (by !== undefined && by !== dimension.dimension.key && subject?.dimension.name === name) {
    return `it shows ${name} by ${by}, and these can be erased: what they are known by must not be its key. Show them by ${dimension.dimension.key}.`;
  }
  return undefined;
}
