interface CsvText {
  /** Lines of nothing but white space are left out; values are trimmed. */
  readonly records: readonly (readonly string[])[];
  /** False if a quote is opened and never closed. */
  readonly balanced: boolean;
}

const BLANKS = /^[ \t\r\n]+|[ \t\r\n]+$/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: around a value without quotes they are blanks
const BLANKS_AND_CONTROLS = /^[\u0000-\u0020]+|[\u0000-\u0020]+$/g;

/** RFC 4180, character by character. A quote within an unquoted value is an ordinary character. */
export function parseCsv(text: string, delimiter = ","): CsvText {
  const records: string[][] = [];
  let record: string[] = [];
  let value = "";
  let quoted = false;
  let wasQuoted = false;
  const endValue = () => {
    record.push(value.replace(wasQuoted ? BLANKS : BLANKS_AND_CONTROLS, ""));
    value = "";
    wasQuoted = false;
  };
  const endRecord = () => {
    endValue();
    if (record.length > 1 || record[0] !== "") records.push(record);
    record = [];
  };
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (quoted) {
      if (character !== '"') value += character;
      else if (text.charAt(i + 1) === '"') value += text.charAt(i++);
      else quoted = false;
    } else if (character === '"' && !wasQuoted && value.trim() === "") {
      value = "";
      quoted = true;
      wasQuoted = true;
    } else if (character === delimiter) endValue();
    else if (character === "\n" || character === "\r") endRecord();
    else if (wasQuoted && character.trim() !== "") {
      // Text after a closing quote makes the value one that is not quoted: no number, whatever it is.
      value = `"${value}"${character}`;
      wasQuoted = false;
    } else value += character;
  }
  if (value !== "" || record.length > 0) endRecord();
  return { records, balanced: !quoted };
}
