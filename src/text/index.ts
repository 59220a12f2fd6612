export { cappedList } from "./capped-list.ts";
export { copyOf } from "./copy-of.ts";
export { countsText } from "./counts-text.ts";
export { excerpt, quoted } from "./excerpt.ts";
export { isRecord } from "./is-record.ts";
export { messageOf } from "./message-of.ts";
export { pluralOf } from "./plural-of.ts";
export { printable } from "./printable.ts";
export { printableJson } from "./printable-json.ts";
