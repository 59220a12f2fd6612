import { SPARK_TOKEN_VARIABLE, TEST_SERVER_VARIABLES, type TestServerVariable } from "./server-variables.ts";

export type ServerEnvironment = Readonly<Record<TestServerVariable, string> & { [SPARK_TOKEN_VARIABLE]?: string }>;

/** Where the servers of the test run are. The set-up of the project `stack` sets the variables. */
export function serverEnvironment(): ServerEnvironment {
  expectServersAllowed();
  const found = Object.fromEntries(TEST_SERVER_VARIABLES.map((name) => [name, process.env[name]]));
  const token = process.env[SPARK_TOKEN_VARIABLE];
  if (isComplete(found)) return token === undefined ? found : { ...found, [SPARK_TOKEN_VARIABLE]: token };
  throw notSet(TEST_SERVER_VARIABLES.filter((name) => found[name] === undefined).join(", "));
}

/** Only the address of Spark, for what also runs on a stack without S3 or MySQL. */
export function sparkRemote(): string {
  expectServersAllowed();
  const remote = process.env["SPARK_REMOTE"];
  if (remote === undefined) throw notSet("SPARK_REMOTE");
  return remote;
}

/** Throws in the project `unit`. For what starts servers of its own. */
export function expectServersAllowed(): void {
  if (process.env["VITEST_PROJECT"] !== "unit") return;
  throw new Error(
    "This test needs servers, but runs in the project unit, where nothing is started. " +
      "A file belongs to the project stack if it imports test/support/server-environment.ts, itself or through others; " +
      "in watch mode, start Vitest again after adding the import.",
  );
}

function notSet(names: string): Error {
  return new Error(
    `${names} not set. Run \`npx vitest run\`, which starts the servers, or source .stack/env and set TEST_STACK_FOLDER first.`,
  );
}

function isComplete(found: Readonly<Record<string, string | undefined>>): found is Record<TestServerVariable, string> {
  return TEST_SERVER_VARIABLES.every((name) => found[name] !== undefined);
}
