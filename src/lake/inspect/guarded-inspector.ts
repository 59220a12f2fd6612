import { excerpt } from "../../text/index.ts";
import { ContentError } from "./content-error.ts";
import type { FileFault } from "./file-fault.ts";
import { type ContentFindings, unreadable } from "./inspection.ts";
import type { TextInspector } from "./text-inspector.ts";

/** Makes an error that an inspection did not expect a fault of the file: the others are to be inspected all the same. */
export class GuardedInspector implements TextInspector {
  readonly #inner: TextInspector;
  #fault: FileFault | undefined;

  constructor(inner: TextInspector) {
    this.#inner = inner;
  }

  push(text: Buffer): void {
    if (this.#fault !== undefined) return;
    try {
      this.#inner.push(text);
    } catch (error) {
      this.#fault = uninspectable(error);
    }
  }

  end(): ContentFindings {
    if (this.#fault !== undefined) return unreadable(this.#fault);
    return guarded(() => this.#inner.end());
  }
}

/** The same for a content that is inspected at once. */
export function guarded(inspect: () => ContentFindings): ContentFindings {
  try {
    return inspect();
  } catch (error) {
    return unreadable(uninspectable(error));
  }
}

/** Of an error that says what is wrong with the content, or of any other. */
export function uninspectable(error: unknown): FileFault {
  if (error instanceof ContentError) return { code: error.fault, detail: error.message };
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: "corrupt_file", detail: `the content could not be inspected: ${excerpt(reason, 300)}` };
}
