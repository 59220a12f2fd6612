import * as F from "../../../src/spark-connect/index.ts";
import type { Programs } from "../programs.ts";

const LITERALS: Readonly<Record<string, F.LiteralValue>> = {
  null: null,
  true: true,
  zero: 0,
  "largest INT": 2_147_483_647,
  "least INT": -2_147_483_648,
  BIGINT: 2_147_483_648,
  "negative BIGINT": -2_147_483_649,
  fraction: 0.1,
  NaN: Number.NaN,
  infinity: Number.NEGATIVE_INFINITY,
  text: "it's",
  "empty text": "",
  binary: Uint8Array.of(0, 255),
  date: F.LocalDate.parse("2024-02-29"),
  "date before 1970": F.LocalDate.parse("1582-10-15"),
  timestamp: F.Timestamp.parse("2024-02-29T12:30:01.234567Z"),
  time: F.LocalTime.parse("23:59:59.999999"),
  "day-time interval": new F.DayTimeInterval(-86_400_000_000n + 5n),
  list: [1, 2],
  "empty list": [],
  "list of lists": [[1], [2, 3]],
  "list with null": ["x", null],
};

export function programs(p: Programs): void {
  for (const [name, value] of Object.entries(LITERALS)) p.column(`literal ${name}`, () => F.lit(value));
  for (const text of ["0", "1.50", "-0.05", "12345678901234567890.12", "1E+3"]) {
    p.column(`decimal ${text}`, () => F.lit(F.Decimal.parse(text)));
  }
}
