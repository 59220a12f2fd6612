import { AnalysisException, ConnectionError, SparkConnectError, SparkError } from "../../spark-connect/index.ts";
import { causesOf } from "../spark/spark-advice.ts";

/** Java classes of what fails on the way to a file, and says nothing about its content. */
const OF_THE_WAY =
  /^(?:org\.apache\.hadoop\.(?:fs\.s3a|net|security)|software\.amazon|com\.amazonaws|java\.net|javax\.net|java\.io\.(?:FileNotFound|Interrupted)|java\.lang\.(?:Interrupted|OutOfMemory)|java\.nio\.(?:channels|file)|java\.util\.concurrent)/;

/** Conditions of the plan's analysis that tell of the way, too: nothing of the file was looked at. */
const CONDITIONS_OF_THE_WAY: ReadonlySet<string | undefined> = new Set(["PATH_NOT_FOUND"]);

/** What Spark says of its way to MySQL, and of a class that no file can lack: no file is to blame. */
const NOT_OF_A_FILE =
  /No suitable driver|ClassNotFoundException: com\.mysql|Communications link failure|CommunicationsException|UnknownHostException|Unknown database|Access denied for user/;

export interface ReadFailure {
  /** Whether the content is to blame: Spark has looked at it, and nothing on the way to it has failed. */
  readonly isOfContent: boolean;
  /** The innermost reason that Spark gives, in one line. */
  readonly reason: string;
}

/** Whether an attempt may have failed because of one of its files, whether or not the error names it. */
export function mayBeOfFile(error: unknown): boolean {
  if (!(error instanceof SparkConnectError) || error instanceof ConnectionError) return false;
  return namesFile(error) || !NOT_OF_A_FILE.test(causesOf(error));
}

/** Whether Spark says that reading a file is what failed. */
export function namesFile(error: unknown): boolean {
  return sparkErrors(error).some(({ errorClass }) => errorClass?.startsWith("FAILED_READ_FILE") === true);
}

/** What an error says about the file, of one that Spark could not read alone. */
export function readFailureOf(error: SparkConnectError): ReadFailure {
  const causes = sparkErrors(error);
  const isOfTheWay = causes.some(
    ({ javaClasses, errorClass }) =>
      javaClasses.some((name) => OF_THE_WAY.test(name)) || CONDITIONS_OF_THE_WAY.has(errorClass),
  );
  const isOfContent = !isOfTheWay && (namesFile(error) || error instanceof AnalysisException);
  const [reason = ""] = (causes.at(-1) ?? error).message.split("\n");
  return { isOfContent, reason };
}

function sparkErrors(error: unknown): readonly SparkError[] {
  return error instanceof SparkError ? [error, ...sparkErrors(error.cause)] : [];
}
