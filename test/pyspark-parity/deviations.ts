/** Programs of which our plan differs from PySpark's on purpose, by a beginning of their names, and why. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  "decimal ":
    "PySpark calls every decimal a DECIMAL(10,0), whatever its digits are; ours carries its precision and scale",
  "reading: sql of a decimal": "as above",
  "reading: sql of a frame": "PySpark replaces {t} by a view of a random name; ours is called as the program calls it",
};

export function deviation(program: string): string | undefined {
  return Object.entries(DEVIATIONS).find(([name]) => program.startsWith(name))?.[1];
}
