import { create, fromBinary, isMessage, toBinary } from "@bufbuild/protobuf";
import { EmptySchema } from "@bufbuild/protobuf/wkt";
import { type Expression, ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";
import { type Relation, RelationSchema } from "../gen/spark/connect/relations_pb.js";

/**
 * A message that is sent as the same bytes, but whose relations and expressions are nested no deeper than the encoder, which
 * calls itself for each level, can go: deeper ones are encoded already and stand in it as fields that it does not look into.
 */
export function flattenMessage<Message extends object>(message: Message): Message {
  const done = new Map<object, Flattened>();
  const rest: object[] = [message];
  for (let next = rest.at(-1); next !== undefined; next = rest.at(-1)) {
    const before = rest.length;
    for (const child of Object.values(next)) if (isNested(child) && !done.has(child)) rest.push(child);
    if (rest.length > before) continue;
    rest.pop();
    done.set(next, flattened(next, done));
  }
  return copyWith(message, done);
}

/** Levels of relations and expressions that the encoder is left with. */
const MAX_HEIGHT = 50;

interface Flattened {
  readonly message: object;
  /** The levels below it, itself included. */
  readonly height: number;
}

function flattened(message: object, done: ReadonlyMap<object, Flattened>): Flattened {
  const heights = Object.values(message).map((child) => (isNested(child) ? (done.get(child)?.height ?? 0) : 0));
  const below = heights.reduce((highest, height) => Math.max(highest, height), 0);
  const copy = copyWith(message, done);
  if (!isMessage(copy, RelationSchema) && !isMessage(copy, ExpressionSchema)) return { message: copy, height: below };
  return below + 1 < MAX_HEIGHT ? { message: copy, height: below + 1 } : { message: encoded(copy), height: 0 };
}

/** The message itself, unless one of its children was replaced. */
function copyWith<Message extends object>(message: Message, done: ReadonlyMap<object, Flattened>): Message {
  const replaced = Object.entries(message).flatMap(([name, child]: [string, unknown]) => {
    const replacement = isNested(child) ? done.get(child)?.message : undefined;
    return replacement === undefined || replacement === child ? [] : [[name, replacement] as const];
  });
  if (replaced.length === 0) return message;
  // A message takes the defaults of its unset fields from its prototype.
  const copy = Array.isArray(message) ? [] : Object.create(Object.getPrototypeOf(message));
  return Object.assign(copy, message, Object.fromEntries(replaced));
}

function encoded(message: Relation | Expression): Relation | Expression {
  const bytes = isMessage(message, RelationSchema)
    ? toBinary(RelationSchema, message)
    : toBinary(ExpressionSchema, message);
  const opaque = isMessage(message, RelationSchema) ? create(RelationSchema) : create(ExpressionSchema);
  opaque.$unknown = fromBinary(EmptySchema, bytes).$unknown;
  return opaque;
}

function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Uint8Array);
}
