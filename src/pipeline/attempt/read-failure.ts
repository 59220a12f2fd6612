import { SparkError } from "../../spark-connect/index.ts";

/** Java classes of what fails on the way to a file, and says nothing about its content. */
const OF_THE_WAY =
  /^(?:org\.apache\.hadoop\.(?:fs\.s3a|net|security)|software\.amazon|com\.amazonaws|java\.net|javax\.net|java\.io\.(?:FileNotFound|Interrupted)|java\.lang\.(?:Interrupted|OutOfMemory)|java\.nio\.(?:channels|file)|java\.util\.concurrent)/;

export interface ReadFailure {
  /** Whether the content may be to blame: nothing on the way to it has failed. */
  readonly isOfContent: boolean;
  /** The innermost reason that Spark gives, in one line. */
  readonly reason: string;
}

/** What an error of Spark says about the file that it could not read; undefined for errors of other kinds. */
export function readFailureOf(error: unknown): ReadFailure | undefined {
  const causes = sparkErrors(error);
  if (!causes.some(({ errorClass }) => errorClass?.startsWith("FAILED_READ_FILE") === true)) return undefined;
  const isOfContent = !causes.some(({ javaClasses }) => javaClasses.some((name) => OF_THE_WAY.test(name)));
  const [reason = ""] = (causes.at(-1)?.message ?? "").split("\n");
  return { isOfContent, reason };
}

function sparkErrors(error: unknown): readonly SparkError[] {
  return error instanceof SparkError ? [error, ...sparkErrors(error.cause)] : [];
}
