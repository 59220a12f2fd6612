/**
 * For `valueOf` of values that are objects: `<`, `+` and `==` with text would otherwise compare or join what they print, so that
 * 9.00 is not less than 10.00.
 *
 * @throws TypeError always
 */
export function refuseOperators(type: string, instead: string): never {
  throw new TypeError(`A ${type} does not work with <, >, + or ==. Use ${instead}.`);
}
