import { create, fromBinary, isMessage, toBinary } from "@bufbuild/protobuf";
import { EmptySchema } from "@bufbuild/protobuf/wkt";
import { type Expression, ExpressionSchema } from "../gen/spark/connect/expressions_pb.js";
import { type Relation, RelationSchema } from "../gen/spark/connect/relations_pb.js";

/**
 * A message that is sent as the same bytes, but whose relations and expressions are nested no deeper than the encoder, which
 * calls itself for each level, can go: deeper ones are encoded already and stand in it as fields that it does not look into.
 */
export function flattenMessage<Message extends object>(message: Message): Message {
  if (!isDeep(message)) return message;
  const done = new Map<object, Flattened>();
  const root = visit(message);
  const visits = [root];
  for (let current = visits.at(-1); current !== undefined; current = visits.at(-1)) {
    const child = current.children[current.seen]?.[1];
    current.seen += 1;
    if (child === undefined) {
      visits.pop();
      done.set(current.message, flattened(current, done));
    } else if (!done.has(child)) visits.push(visit(child));
  }
  return copyWith(message, root.children, done);
}

/** Levels of relations and expressions that the encoder is left with. */
const MAX_HEIGHT = 50;
/** A level is three objects or more: the relation or expression, its kind, and what that kind holds. */
const SURELY_FLAT = 2 * MAX_HEIGHT;

type Child = readonly [name: string, child: object];

interface Visit {
  readonly message: object;
  readonly children: readonly Child[];
  /** How many of the children have been looked at. */
  seen: number;
}

interface Flattened {
  readonly message: object;
  /** The levels of relations and expressions in it, itself included. */
  readonly height: number;
}

function visit(message: object): Visit {
  return { message, children: childrenOf(message), seen: 0 };
}

function flattened({ message, children }: Visit, done: ReadonlyMap<object, Flattened>): Flattened {
  let height = 0;
  for (const [, child] of children) height = Math.max(height, done.get(child)?.height ?? 0);
  const copy = copyWith(message, children, done);
  if (!isMessage(copy, RelationSchema) && !isMessage(copy, ExpressionSchema)) return { message: copy, height };
  return height + 1 < MAX_HEIGHT ? { message: copy, height: height + 1 } : { message: encoded(copy), height: 0 };
}

/** The message itself, unless one of its children was replaced. */
function copyWith<Message extends object>(
  message: Message,
  children: readonly Child[],
  done: ReadonlyMap<object, Flattened>,
): Message {
  const replaced = children.flatMap(([name, child]) => {
    const replacement = done.get(child)?.message;
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

/** Whether it may have to be flattened: most plans are not deep, and this is the cheaper look at them. */
function isDeep(message: object): boolean {
  const rest: [object: object, depth: number][] = [[message, 0]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [object, depth] = next;
    if (depth > SURELY_FLAT) return true;
    for (const [, child] of childrenOf(object)) rest.push([child, depth + 1]);
  }
  return false;
}

function childrenOf(message: object): readonly Child[] {
  return Object.entries(message).filter((entry: [string, unknown]): entry is [string, object] => {
    const [, value] = entry;
    return typeof value === "object" && value !== null && !(value instanceof Uint8Array);
  });
}
