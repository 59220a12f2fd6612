/** Whose data are looked for in records. */
export interface Person {
  /** The key of the person's row, a positive integer. */
  readonly key: number;
  /** Values by which a text is known to speak of the person: it holds all of one list. */
  readonly knownBy: readonly (readonly string[])[];
}

/** Shorter values stand in texts about anybody. */
const LEAST_CHARACTERS = 5;

/** As the contract reads an integer: blanks around it, a sign and zeros before it. */
const INTEGER = /^[ \t\r\n]*\+?0*(?<digits>[1-9]\d*)[ \t\r\n]*$/;

/** The number that a value stands for, if it is a key at all. */
export function keyIn(value: string): number | undefined {
  const { digits } = INTEGER.exec(value)?.groups ?? {};
  return digits === undefined ? undefined : Number(digits);
}

/** Whether a text holds what the person is known by. */
export function speaksOf({ knownBy }: Pick<Person, "knownBy">, text: string): boolean {
  return knownBy.some(
    (values) =>
      values.join("").length >= LEAST_CHARACTERS && values.every((value) => value !== "" && text.includes(value)),
  );
}

/** The same person, for texts of which each character stands for one byte of UTF-8. */
export function inBytes(person: Person): Person {
  return { ...person, knownBy: person.knownBy.map((values) => values.map(bytesOf)) };
}

function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
