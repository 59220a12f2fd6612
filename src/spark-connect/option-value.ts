/** The value of an option of a reader or writer. Undefined leaves the option as it is. */
export type OptionValue = string | number | bigint | boolean | undefined;

export type Options = Readonly<Record<string, string>>;

export function withOptions(options: Options, added: Readonly<Record<string, OptionValue>>): Options {
  const given = Object.entries(added).filter(([, value]) => value !== undefined);
  return { ...options, ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])) };
}
