const NAMES = [
  "SPARK_REMOTE",
  "AWS_REGION",
  "AWS_ENDPOINT_URL_S3",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "MYSQL_HOST",
  "MYSQL_PORT",
  "MYSQL_USER",
  "MYSQL_PASSWORD",
] as const;

export type ServerEnvironment = Readonly<Record<(typeof NAMES)[number], string>>;

/** Where the servers of the test run are. The test runner sets the variables. */
export function serverEnvironment(): ServerEnvironment {
  const found = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));
  if (isComplete(found)) return found;
  const missing = NAMES.filter((name) => found[name] === undefined);
  throw new Error(`${missing.join(", ")} not set. Run the tests with \`npm test\`, or source .stack/env first.`);
}

function isComplete(found: Readonly<Record<string, string | undefined>>): found is ServerEnvironment {
  return NAMES.every((name) => found[name] !== undefined);
}
