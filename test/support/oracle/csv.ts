interface CsvText {
  /** Lines of nothing but white space are left out; values are trimmed. */
  readonly records: readonly (readonly string[])[];
  /** False if a quote is opened and never closed. */
  readonly balanced: boolean;
}

/** RFC 4180, character by character. A quote within an unquoted value is an ordinary character. */
export function parseCsv(text: string): CsvText {
  const records: string[][] = [];
  let record: string[] = [];
  let value = "";
  let quoted = false;
  const endValue = () => {
    record.push(value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ""));
    value = "";
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
    } else if (character === '"' && value.trim() === "") {
      value = "";
      quoted = true;
    } else if (character === ",") endValue();
    else if (character === "\n") endRecord();
    else value += character;
  }
  if (value !== "" || record.length > 0) endRecord();
  return { records, balanced: !quoted };
}
