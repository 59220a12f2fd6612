import type { Programs } from "../programs.ts";
import { programs as columns } from "./columns.ts";
import { programs as functions } from "./functions.ts";
import { programs as groups } from "./groups.ts";
import { programs as literals } from "./literals.ts";
import { programs as nullsAndStatistics } from "./nulls-and-statistics.ts";
import { programs as otherForms } from "./other-forms.ts";
import { programs as reading } from "./reading.ts";
import { programs as severalFrames } from "./several-frames.ts";
import { programs as shapes } from "./shapes.ts";
import { programs as windows } from "./windows.ts";
import { programs as writing } from "./writing.ts";

export const ALL_PROGRAMS: readonly ((p: Programs) => void)[] = [
  columns,
  functions,
  groups,
  literals,
  nullsAndStatistics,
  otherForms,
  reading,
  severalFrames,
  shapes,
  windows,
  writing,
];
