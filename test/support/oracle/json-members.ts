/**
 * The members of the object that a line of sound JSON holds, names decoded and values exactly as they are written; undefined if
 * it holds no object.
 */
export function jsonMembers(line: string): readonly (readonly [name: string, value: string])[] | undefined {
  const text = line.trim();
  if (!text.startsWith("{")) return undefined;
  const members: (readonly [string, string])[] = [];
  for (const member of divide(text.slice(1, -1), ",")) {
    const [name = "", ...value] = divide(member, ":");
    if (member.trim() !== "") members.push([String(JSON.parse(name)), value.join(":").trim()]);
  }
  return members;
}

/** Divides at the separators that stand in no string and no brackets. */
function divide(text: string, separator: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quoted) {
      if (character === "\\") at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") depth--;
    else if (character === separator && depth === 0) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...pieces, text.slice(start)];
}
