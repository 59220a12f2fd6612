import { DEFAULT_OPTIONS, type GenerateOptions } from "../../tools/generate/options.ts";

/** Every kind of file and fault, in a second. */
export const SMALL: GenerateOptions = { ...DEFAULT_OPTIONS, stores: 3, customers: 200, rows: 6_000 };
