export { cappedList } from "./capped-list.ts";
export { excerpt, quoted } from "./excerpt.ts";
