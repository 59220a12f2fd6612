/** A member of an object in JSON text: its name, and name and value as they are written. */
export interface WrittenMember {
  readonly name: string;
  readonly text: string;
  /** As it is written: a string with its quotes. */
  readonly value: string;
}

/** The members of a line that is one JSON object, or undefined of other text. */
export function writtenMembers(line: string): readonly WrittenMember[] | undefined {
  if (!isObject(line)) return undefined;
  const body = line.trim().slice(1, -1);
  const members: WrittenMember[] = [];
  let start = 0;
  for (const end of endsOfMembers(body)) {
    const text = body.slice(start, end).trim();
    start = end + 1;
    if (text === "") continue;
    const colon = colonOf(text);
    const name: unknown = JSON.parse(text.slice(0, colon));
    members.push({ name: String(name), text, value: text.slice(colon + 1).trim() });
  }
  return members;
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Where members end in the body of a sound object: at its commas outside of strings and of nested values. */
function* endsOfMembers(body: string): Generator<number> {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < body.length; at += 1) {
    const character = body.charAt(at);
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    else if (character === "," && depth === 0) yield at;
  }
  yield body.length;
}

/** A member begins with its name, a string. */
function colonOf(member: string): number {
  let at = 1;
  while (member.charAt(at) !== '"') at += member.charAt(at) === "\\" ? 2 : 1;
  return member.indexOf(":", at);
}
