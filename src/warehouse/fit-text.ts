/** What a column holds of a text: TEXT counts bytes, VARCHAR characters. */
type Room = { readonly bytes: number } | { readonly characters: number };

/** The columns whose text is as long as what it tells of. */
const ROOMS = {
  "staging_files.reason": { bytes: 65_535 },
  "staging_file_events.message": { bytes: 65_535 },
  "batches.error_message": { bytes: 65_535 },
  "batch_rejections.code": { characters: 190 },
  "batch_rejections.example": { bytes: 65_535 },
  "batch_watched_changes.belongs_to": { characters: 1000 },
  "pipeline_lease.host": { characters: 255 },
  "run_steps.did": { characters: 500 },
} as const satisfies Readonly<Record<string, Room>>;

const CUT = "…";

/**
 * The text as its column holds it: as it is, or its beginning and `…`, never half a character. Text that is there to be read must
 * not make the statement fail that brings it.
 */
export function fitText(column: keyof typeof ROOMS, text: string): string {
  const room: Room = ROOMS[column];
  // Half of a surrogate pair would become another character on its way to the server.
  const whole = text.toWellFormed();
  return "bytes" in room ? fitBytes(whole, room.bytes) : fitCharacters(whole, room.characters);
}

function fitBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const encoded = Buffer.from(text);
  let end = bytes - Buffer.byteLength(CUT);
  // Bytes that continue a character begin with the bits 10.
  while (end > 0 && ((encoded[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return encoded.toString("utf8", 0, end) + CUT;
}

function fitCharacters(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : characters.slice(0, most - 1).join("") + CUT;
}
