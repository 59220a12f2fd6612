/** A name in backticks, text in quotes, a word or number, or a single sign; with blanks before it. */
const TOKEN = /\s*(`(?:[^`]|``)*`|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_]+|\S)/gu;

/** Steps through the words and signs of a piece of DDL. Keywords match in any case. */
export class Tokens {
  readonly #ddl: string;
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(ddl: string) {
    this.#ddl = ddl;
    this.#tokens = [...ddl.matchAll(TOKEN)].map(([, token = ""]) => token);
  }

  /** The next token; empty at the end. */
  peek(): string {
    return this.#tokens[this.#next] ?? "";
  }

  /** Steps over the next token if it is this one. */
  accept(expected: string): boolean {
    if (this.peek().toUpperCase() !== expected) return false;
    this.#next += 1;
    return true;
  }

  expect(expected: string): void {
    if (!this.accept(expected)) this.fail(`"${expected}"`);
  }

  /** A name, in backticks or plain. */
  name(): string {
    const token = this.#take("a name", /^[`\p{L}\p{N}_]/u);
    return token.startsWith("`") ? token.slice(1, -1).replaceAll("``", "`") : token;
  }

  word(): string {
    return this.#take("a word", /^[\p{L}\p{N}_]/u);
  }

  number(): number {
    return Number(this.#take("a number", /^\d+$/));
  }

  /** Text in single or double quotes. */
  text(): string {
    return this.#take("a text in quotes", /^['"]/).slice(1, -1).replaceAll(/\\(.)/gsu, "$1");
  }

  fail(expected: string): never {
    const found = this.peek() === "" ? "it ends" : `it has "${this.peek()}"`;
    const before = this.#tokens.slice(Math.max(0, this.#next - 3), this.#next).join(" ");
    const place = before === "" ? "At its start" : `After "${before}"`;
    throw new SyntaxError(`The schema "${this.#ddl}" is not DDL. ${place}, ${expected} should follow, but ${found}.`);
  }

  #take(what: string, form: RegExp): string {
    const token = this.peek();
    if (!form.test(token)) this.fail(what);
    this.#next += 1;
    return token;
  }
}
