import { keepHeapSmall } from "./small-heap.ts";

keepHeapSmall();
// The built command's entry. Node 24 is the first version that has all of the language's library that is used here: it is spared 200 modules.
if (globalThis.AsyncDisposableStack === undefined) await import("./polyfills.ts");
await import("./main.ts");
