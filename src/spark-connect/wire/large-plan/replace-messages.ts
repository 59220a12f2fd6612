import { type DescMessage, isMessage, type Message, type MessageShape } from "@bufbuild/protobuf";

/** Returns what stands for the message from now on; the message itself to keep it. */
type Replacement = (message: Message) => Message;

/** A copy with some messages replaced, inner ones first. It shares what did not change: messages may be part of other plans. */
export function replaceMessages<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  replacement: Replacement,
): MessageShape<Desc> {
  const replaced = replaceIn(message, replacement);
  if (!isMessage(replaced, schema)) {
    throw new TypeError(`A ${schema.typeName} was replaced by another message`);
  }
  return replaced;
}

function replaceIn(value: unknown, replacement: Replacement): unknown {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) {
    return value;
  }
  let copy: object | undefined;
  for (const [key, child] of Object.entries(value)) {
    const replaced = replaceIn(child, replacement);
    if (replaced !== child) {
      // Messages of proto3, as Spark's are, are plain objects.
      copy ??= Array.isArray(value) ? [...value] : { ...value };
      Object.assign(copy, { [key]: replaced });
    }
  }
  const result = copy ?? value;
  return isMessage(result) ? replacement(result) : result;
}
