import { ContentError } from "./content-error.ts";
import { MOST_FOOTER_NESTING } from "./limits.ts";
import { brokenFooter, ThriftCursor } from "./thrift-cursor.ts";

/** The types of Thrift's compact protocol. A boolean field is its type alone. */
const TYPE = {
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
  uuid: 13,
} as const;

const DOUBLE_BYTES = 8;
const UUID_BYTES = 16;

/** A list's header has room for a smaller size than this; with this one the size follows. */
const LONG_LIST = 15;

/** No struct that is read has a field of a higher number; those that a file invents are not kept. */
const HIGHEST_FIELD = 20;

/** What reads a field of a struct, by its number; it is given the field's type. Other fields are passed over. */
export type FieldReaders = Readonly<Record<number, (type: number) => void>>;

/**
 * Reads Thrift's compact protocol, as Parquet's footers are written, out of bytes that may say anything.
 *
 * It takes time in proportion to the bytes and makes nothing but what is asked for: every size is held against the bytes
 * that are left, and nesting has a limit. Every method throws a ContentError if the bytes are not what they have to be.
 */
export class ThriftReader {
  readonly #cursor: ThriftCursor;

  constructor(bytes: Buffer) {
    this.#cursor = new ThriftCursor(bytes);
  }

  /** The struct that the bytes are. */
  root(fields: FieldReaders): void {
    this.#fields((id, type) => this.#readField(fields, id, type));
  }

  struct(type: number, fields: FieldReaders): void {
    expect(type === TYPE.struct, "a struct");
    this.root(fields);
  }

  /** The integers and booleans (as 0 and 1) of a struct, by their field's number; `others` read fields of other types. */
  integers(type: number, others: FieldReaders = {}): ReadonlyMap<number, number> {
    const found = new Map<number, number>();
    expect(type === TYPE.struct, "a struct");
    this.#fields((id, fieldType) => {
      const isInteger = fieldType >= TYPE.true && fieldType <= TYPE.i64;
      if (isInteger && id > 0 && id <= HIGHEST_FIELD) found.set(id, this.#integer(fieldType));
      else this.#readField(others, id, fieldType);
    });
    return found;
  }

  /** @param onSize is told the number of items before they are read, to refuse too many */
  list(type: number, readItem: (type: number) => void, onSize: (size: number) => void = () => undefined): void {
    expect(type === TYPE.list, "a list");
    const { size, itemType } = this.#listHeader();
    onSize(size);
    for (let item = 0; item < size; item += 1) readItem(itemType);
  }

  /** A number of any width; inexact where it is beyond what a number holds exactly. */
  integer(type: number): number {
    expect(type >= TYPE.byte && type <= TYPE.i64, "an integer");
    return this.#integer(type);
  }

  text(type: number): string {
    expect(type === TYPE.binary, "a text");
    return this.#cursor.text(this.#cursor.size());
  }

  /** Passes over a value. */
  skip(type: number): void {
    this.#skip(type, 0);
  }

  #skip(type: number, depth: number): void {
    if (depth > MOST_FOOTER_NESTING) throw new ContentError("the Parquet footer is nested too deep");
    if (type === TYPE.struct) this.#fields((_, fieldType) => this.#skip(fieldType, depth + 1));
    else if (type === TYPE.list || type === TYPE.set) this.#skipList(depth + 1);
    else if (type === TYPE.map) this.#skipMap(depth + 1);
    else if (type === TYPE.binary) this.#cursor.pass(this.#cursor.size());
    else if (type === TYPE.double) this.#cursor.pass(DOUBLE_BYTES);
    else if (type === TYPE.uuid) this.#cursor.pass(UUID_BYTES);
    else if (type >= TYPE.true && type <= TYPE.i64) this.#integer(type);
    else throw brokenFooter(`there is no type ${type}`);
  }

  #skipList(depth: number): void {
    const { size, itemType } = this.#listHeader();
    for (let item = 0; item < size; item += 1) this.#skipItem(itemType, depth);
  }

  #skipMap(depth: number): void {
    const size = this.#cursor.size();
    if (size === 0) return;
    const types = this.#cursor.byte();
    for (let entry = 0; entry < size; entry += 1) {
      this.#skipItem(types >> 4, depth);
      this.#skipItem(types & 0x0f, depth);
    }
  }

  /** Within a collection a boolean is a byte. */
  #skipItem(type: number, depth: number): void {
    if (type === TYPE.true || type === TYPE.false) this.#cursor.pass(1);
    else this.#skip(type, depth);
  }

  #readField(fields: FieldReaders, id: number, type: number): void {
    const read = fields[id];
    if (read === undefined) this.skip(type);
    else read(type);
  }

  #fields(readOne: (id: number, type: number) => void): void {
    let id = 0;
    for (let header = this.#cursor.byte(); header !== 0; header = this.#cursor.byte()) {
      const step = header >> 4;
      id = step === 0 ? this.#cursor.zigzag() : id + step;
      readOne(id, header & 0x0f);
    }
  }

  #listHeader(): { readonly size: number; readonly itemType: number } {
    const header = this.#cursor.byte();
    const short = header >> 4;
    return { size: short === LONG_LIST ? this.#cursor.size() : short, itemType: header & 0x0f };
  }

  #integer(type: number): number {
    if (type === TYPE.true || type === TYPE.false) return type === TYPE.true ? 1 : 0;
    return type === TYPE.byte ? (this.#cursor.byte() << 24) >> 24 : this.#cursor.zigzag();
  }
}

function expect(condition: boolean, what: string): void {
  if (!condition) throw brokenFooter(`it has something else where ${what} is due`);
}
