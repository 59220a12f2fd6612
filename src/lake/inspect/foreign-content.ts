import type { FileFault } from "./file-fault.ts";

interface Signature {
  readonly bytes: readonly number[];
  readonly fault: FileFault;
}

/** How many bytes of the start tell a foreign content. */
export const SIGNATURE_BYTES = 8;

const archive = (bytes: readonly number[], name: string, advice: string): Signature => ({
  bytes,
  fault: { code: "corrupt_file", detail: `the content is ${name}, not text; ${advice}` },
});
const utf16 = (bytes: readonly number[], name: string): Signature => ({
  bytes,
  fault: { code: "bad_encoding", detail: `the file is encoded in ${name}; save it as UTF-8` },
});

/** First come first served: UTF-32's mark starts with UTF-16's. */
const SIGNATURES: readonly Signature[] = [
  archive([0x50, 0x4b, 0x03, 0x04], "a ZIP archive or a spreadsheet", "upload the text file that is meant"),
  archive([0x50, 0x4b, 0x05, 0x06], "an empty ZIP archive", "upload the text file that is meant"),
  archive([0x1f, 0x8b], "gzip", "let its name end in .gz, and compress it once"),
  archive([0x42, 0x5a, 0x68], "bzip2", "use gzip"),
  archive([0x28, 0xb5, 0x2f, 0xfd], "zstd", "use gzip"),
  archive([0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz", "use gzip"),
  archive([0x50, 0x41, 0x52, 0x31], "Parquet", "let its name end in .parquet"),
  archive([0xd0, 0xcf, 0x11, 0xe0], "an old spreadsheet or document", "export it as text"),
  archive([0x25, 0x50, 0x44, 0x46, 0x2d], "PDF", "upload the text file that is meant"),
  utf16([0xff, 0xfe, 0x00, 0x00], "UTF-32"),
  utf16([0x00, 0x00, 0xfe, 0xff], "UTF-32"),
  utf16([0xff, 0xfe], "UTF-16"),
  utf16([0xfe, 0xff], "UTF-16"),
];

/** The one fault of a file that is no text at all, by the bytes it starts with; no other fault would help its owner. */
export function foreignContent(start: Buffer): FileFault | undefined {
  return SIGNATURES.find(({ bytes }) => bytes.every((byte, position) => start[position] === byte))?.fault;
}
