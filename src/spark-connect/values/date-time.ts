import { civilFromDays, formatCivil } from "./civil-date.ts";
import { LocalDate } from "./local-date.ts";

export const MICROS_PER_SECOND = 1_000_000n;
export const MICROS_PER_DAY = 86_400n * MICROS_PER_SECOND;

/** `yyyy-MM-ddTHH:mm:ss`, with a fraction where there is one. */
export function formatDateTime(micros: bigint): string {
  const ofDay = modulo(micros, MICROS_PER_DAY);
  const days = Number((micros - ofDay) / MICROS_PER_DAY);
  return `${formatCivil(civilFromDays(days))}T${formatTimeOfDay(ofDay)}`;
}

/** `HH:mm:ss`, with a fraction where there is one. */
export function formatTimeOfDay(micros: bigint): string {
  const seconds = Number(micros / MICROS_PER_SECOND);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":") + formatFraction(micros % MICROS_PER_SECOND);
}

/** `.5` for half a second, nothing for none. */
function formatFraction(micros: bigint): string {
  return micros === 0n ? "" : `.${String(micros).padStart(6, "0").replace(/0+$/, "")}`;
}

/** Microseconds since 1970-01-01T00:00 of `yyyy-MM-dd[(T| )HH:mm[:ss[.ffffff]]]`; undefined when it is not that. */
export function parseDateTime(text: string): bigint | undefined {
  const [, date, time] = /^([+-]?\d{4,7}-\d{2}-\d{2})(?:[T ](.+))?$/.exec(text) ?? [];
  if (date === undefined) {
    return undefined;
  }
  const ofDay = time === undefined ? 0n : parseTimeOfDay(time);
  return ofDay === undefined ? undefined : BigInt(LocalDate.parse(date).daysSinceEpoch) * MICROS_PER_DAY + ofDay;
}

/** Microseconds of `HH:mm[:ss[.ffffff]]`; undefined when it is not that. */
export function parseTimeOfDay(text: string): bigint | undefined {
  const [, hour, minute, second = "0", fraction = ""] =
    /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/.exec(text) ?? [];
  if (Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 59) {
    const seconds = BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second));
    return seconds * MICROS_PER_SECOND + BigInt(fraction.padEnd(6, "0"));
  }
  return undefined;
}

export function compareBigints(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The remainder that is never negative. */
function modulo(value: bigint, divisor: bigint): bigint {
  const remainder = value % divisor;
  return remainder < 0n ? remainder + divisor : remainder;
}
