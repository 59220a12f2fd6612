/** What a terminal of that width shows in the end, line by line. Knows the controls that our output uses, and throws at others. */
export function screenAfter(output: string, columns: number): readonly string[] {
  const screen = new Screen(columns);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what terminals are steered by.
  for (const { groups = {} } of output.matchAll(/\x1b\[(?<codes>[?\d;]*)(?<control>[A-Za-z])|(?<plain>.)/gsu)) {
    const { control, codes = "", plain = "" } = groups;
    if (control === undefined) screen.put(plain);
    else screen.control(control, codes);
  }
  return screen.lines.map((line) => line.trimEnd());
}

class Screen {
  readonly lines: string[] = [""];
  readonly #columns: number;
  #row = 0;
  #column = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  put(character: string): void {
    if (character === "\r") this.#column = 0;
    else if (character === "\n") this.#down();
    else {
      if (this.#column >= this.#columns) {
        this.#down();
        this.#column = 0;
      }
      const line = this.#line().padEnd(this.#column);
      this.lines[this.#row] = `${line.slice(0, this.#column)}${character}${line.slice(this.#column + 1)}`;
      this.#column += 1;
    }
  }

  control(name: string, codes: string): void {
    const amount = codes === "" ? 1 : Number(codes);
    if (name === "A") this.#row = Math.max(0, this.#row - amount);
    else if (name === "G") this.#column = amount - 1;
    else if (name === "K") this.lines[this.#row] = codes === "2" ? "" : this.#line().slice(0, this.#column);
    // Colours, and the cursor hidden or shown.
    else if (!"mhl".includes(name)) throw new Error(`A control that nobody expects: ESC [ ${codes} ${name}`);
  }

  #line(): string {
    return this.lines[this.#row] ?? "";
  }

  #down(): void {
    this.#row += 1;
    this.lines[this.#row] ??= "";
  }
}
