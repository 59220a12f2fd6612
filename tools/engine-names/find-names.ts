export interface FoundName {
  /** From 1. */
  readonly line: number;
  readonly name: string;
}

/** Where code, not its comments, says one of the names, as a word of its own or in camel case. */
export function findNames(code: string, names: ReadonlySet<string>): readonly FoundName[] {
  const spellings = new Map([...names].flatMap((name) => [name, camelCase(name)].map((one) => [one, name] as const)));
  return code.split("\n").flatMap((text, index) => {
    const words = withoutComment(text).match(/[A-Za-z_]\w*/g) ?? [];
    return words.flatMap((word) => {
      const name = spellings.get(word);
      return name === undefined ? [] : [{ line: index + 1, name }];
    });
  });
}

/** Comments stand on lines of their own, or behind code and a blank. */
function withoutComment(line: string): string {
  return /^\s*(\/\/|\/?\*)/.test(line) ? "" : line.replace(/\s\/\/ .*$/, "");
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
