/** The characters that are trimmed around every value. */
export const WHITESPACE = " \t\r\n";
