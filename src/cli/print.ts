import { printable, printableJson } from "../text/index.ts";

/** A command's result as one JSON object, the last line of stdout. */
export function printJson(value: unknown, indent?: number): void {
  process.stdout.write(`${printableJson(JSON.stringify(value, undefined, indent))}\n`);
}

/** A command's result for people: lines of text, which may quote keys and values of whatever was uploaded. */
export function printText(text: string): void {
  process.stdout.write(printableLines(text));
}

/** The same of text whose line ends are meant. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}
