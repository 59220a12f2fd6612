/** The parts of a name as Spark reads it, `a.b` and `` `a.b` ``; undefined where it is none. */
export function identifierParts(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  let rest = text;
  for (;;) {
    const { quoted, plain } = /^(?:`(?<quoted>(?:[^`]|``)+)`|(?<plain>[^.`]+))/.exec(rest)?.groups ?? {};
    const part = quoted ?? plain;
    if (part === undefined) return undefined;
    parts.push(quoted === undefined ? part : quoted.replaceAll("``", "`"));
    rest = rest.slice(quoted === undefined ? part.length : quoted.length + 2);
    if (rest === "") return parts;
    if (!rest.startsWith(".")) return undefined;
    rest = rest.slice(1);
  }
}
