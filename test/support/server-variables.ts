/** What the set-up of the tests puts into the environment, and what the project `unit` is kept from. */
export const TEST_SERVER_VARIABLES = [
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

/** Not set where the Spark server wants none. */
export const SPARK_TOKEN_VARIABLE = "SPARK_CONNECT_AUTHENTICATE_TOKEN";

export type TestServerVariable = (typeof TEST_SERVER_VARIABLES)[number];
