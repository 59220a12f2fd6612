export { cappedList } from "./capped-list.ts";
export { excerpt, quoted } from "./excerpt.ts";
export { printable } from "./printable.ts";
export { printableJson } from "./printable-json.ts";
