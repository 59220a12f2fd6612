import { SparkConnectError } from "../../spark-connect/index.ts";

/**
 * Spark's own words on a failure, in one line, with the next step where the failure is a known one of the way from Spark
 * to MySQL or S3: the stages in between say only that a job was aborted.
 */
export function sparkFailure(error: SparkConnectError): string {
  const [first, last] = [error, deepest(error)].map(({ message }) => firstLine(message));
  const said = first === last ? first : `${first} ${last}`;
  return `${said} ${adviceFor(causesOf(error))}`;
}

const DRIVER = "com.mysql.cj.jdbc.Driver";

const REMEDIES: readonly (readonly [sign: RegExp, remedy: string])[] = [
  [
    /ClassNotFoundException|No suitable driver/,
    `If the class is ${DRIVER}: put mysql-connector-j on the class path of Spark's server and executors; docker/pom.xml lists the jars.`,
  ],
  [
    /PKIX path|SSLHandshakeException|SSLParamsException|CertificateException|CertPathValidatorException|trustAnchors/,
    "Spark does not trust MySQL's certificate: put the authority that signed it into a .p12 or .jks file on Spark's server and executors, and " +
      "name it by SPARK_JDBC_TRUST_STORE; docs/mysql.md shows how.",
  ],
  [
    /Communications link failure|CommunicationsException|UnknownHostException/,
    "Spark's server and executors do not reach MySQL. If they need another address than the driver, set SPARK_JDBC_URL.",
  ],
  [
    /Unknown database|Access denied for user \S+ to database/,
    "SPARK_JDBC_URL must lead to the same server and database as MYSQL_HOST and MYSQL_DATABASE.",
  ],
  [
    /Access denied for user/,
    "MySQL lets the driver in, but not Spark: allow the user to log in from the hosts of Spark's server and executors.",
  ],
  [
    /AccessDenied|Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|Unable to load credentials/,
    "Give Spark's server and executors credentials that may list, get, put and delete in the bucket; what a bucket demands beside that " +
      "(encryption, requester pays) is set in the configuration of Spark's server: docs/s3.md.",
  ],
  [/bucket is null\/empty/, "Hadoop's S3A does not take the bucket's name: use one of letters, digits and hyphens."],
  [
    /No FileSystem for scheme|S3AFileSystem not found/,
    "Put hadoop-aws and the AWS SDK on the class path of Spark's server and executors; docker/pom.xml lists the jars.",
  ],
];

function adviceFor(text: string): string {
  const known = REMEDIES.find(([sign]) => sign.test(text))?.[1];
  return known ?? "`sales-pipeline doctor` checks what Spark reaches; LOG_LEVEL=debug shows more.";
}

function firstLine(message: string): string {
  const [line = ""] = message.trim().split("\n");
  return /[.!]$/.test(line) ? line : `${line}.`;
}

/** The last cause that came from Spark. */
function deepest(error: SparkConnectError): SparkConnectError {
  return error.cause instanceof SparkConnectError ? deepest(error.cause) : error;
}

/** The names and messages of an error and all its causes. */
export function causesOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.message}\n${causesOf(error.cause)}` : "";
}
