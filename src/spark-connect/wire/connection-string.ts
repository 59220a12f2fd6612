import { ConnectionError } from "./connection-error.ts";

const DEFAULT_PORT = 15002;
const EXPECTED = "Expected sc://host:port/;key=value;key=value";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const HEADER_NAME = /^[a-z0-9_.-]+$/i;
/** What may stand in an HTTP header: printable ASCII. */
const HEADER_VALUE = /^[\x20-\x7e]*$/;

/** Environment variables that complete a connection string, as PySpark reads them. */
export interface ConnectionEnvironment {
  /** The connection string, where the program gives none. */
  readonly SPARK_REMOTE?: string | undefined;
  readonly SPARK_CONNECT_AUTHENTICATE_TOKEN?: string | undefined;
  readonly SPARK_CONNECT_USER_AGENT?: string | undefined;
  readonly SPARK_USER?: string | undefined;
  readonly USER?: string | undefined;
}

/** Where the server is and who calls it. Secrets are held privately, so that logging this object shows none. */
export class ConnectionString {
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  readonly useTls: boolean;
  readonly userId: string | undefined;
  readonly sessionId: string | undefined;
  readonly userAgent: string | undefined;
  readonly #token: string | undefined;
  readonly #headers: ReadonlyMap<string, string>;

  private constructor(text: string, environment: ConnectionEnvironment) {
    const { authority, parameters } = split(text);
    const { host, port } = parseAuthority(authority);
    const values = parseParameters(parameters);

    this.host = host;
    this.port = port;
    this.#token = take(values, "token") ?? blankToUndefined(environment.SPARK_CONNECT_AUTHENTICATE_TOKEN);
    this.useTls = decideTls(take(values, "use_ssl"), host, this.#token !== undefined);
    this.userId =
      take(values, "user_id") ?? blankToUndefined(environment.SPARK_USER) ?? blankToUndefined(environment.USER);
    this.sessionId = checkSessionId(take(values, "session_id"));
    this.userAgent = take(values, "user_agent") ?? blankToUndefined(environment.SPARK_CONNECT_USER_AGENT);
    this.#headers = values;

    if (this.#token !== undefined && !HEADER_VALUE.test(this.#token)) {
      throw invalid("the token holds characters that an HTTP header cannot carry", "Check how the token was stored.");
    }
    for (const [name, value] of values) {
      if (!HEADER_NAME.test(name) || !HEADER_VALUE.test(value)) {
        throw invalid(
          `the parameter "${name}" cannot be sent as an HTTP header`,
          "Parameters that Spark Connect does not define become headers; use letters, digits and - in the name.",
        );
      }
    }
  }

  /**
   * Reads `sc://host:port/;key=value;…`. The port is 15002 unless given; values are percent-decoded and may contain `=`.
   * Keys are `token`, `use_ssl`, `user_id`, `session_id` and `user_agent`; any other key becomes a header of every call.
   * A token turns TLS on, except towards this machine. What the string lacks comes from the environment.
   * @throws ConnectionError INVALID_CONNECTION_STRING. The message never holds a value of the string.
   */
  static parse(text: string | undefined, environment: ConnectionEnvironment = {}): ConnectionString {
    const remote = text ?? blankToUndefined(environment.SPARK_REMOTE);
    if (remote === undefined) {
      throw new ConnectionError(
        "INVALID_CONNECTION_STRING",
        "No Spark Connect server is named: there is no connection string, and SPARK_REMOTE is not set. " +
          "Set SPARK_REMOTE to sc://host:port/;key=value;key=value.",
      );
    }
    return new ConnectionString(remote, environment);
  }

  /** `host:port`, with brackets around IPv6. */
  get authority(): string {
    return `${this.host.includes(":") ? `[${this.host}]` : this.host}:${this.port}`;
  }

  /** The headers of every call, with the token. */
  requestHeaders(): ReadonlyMap<string, string> {
    const headers = new Map(this.#headers);
    if (this.#token !== undefined) {
      headers.set("authorization", `Bearer ${this.#token}`);
    }
    return headers;
  }

  /** Without parameters, so without secrets. */
  toString(): string {
    return `sc://${this.authority}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

function split(text: string): { authority: string; parameters: string } {
  if (!text.startsWith("sc://")) {
    throw invalid("it does not start with sc://", `${EXPECTED}.`);
  }
  const rest = text.slice("sc://".length);
  const semicolon = rest.indexOf(";");
  const location = semicolon === -1 ? rest : rest.slice(0, semicolon);
  const parameters = semicolon === -1 ? "" : rest.slice(semicolon + 1);
  const [authority = "", ...path] = location.split("/");
  if (path.join("/") !== "") {
    throw invalid("it has a path after the port", `${EXPECTED}, with nothing between / and ;.`);
  }
  if (parameters !== "" && path.length === 0) {
    throw invalid("the parameters do not start with /;", `${EXPECTED}.`);
  }
  return { authority, parameters };
}

function parseAuthority(authority: string): { host: string; port: number } {
  if (authority.includes("@")) {
    throw invalid("it has a user before the host", "Give the user as ;user_id=… and a secret as ;token=….");
  }
  const { bracketed, plain, port } =
    /^(?:\[(?<bracketed>[0-9a-fA-F:.%]+)\]|(?<plain>[^:[\]\s?#]*))(?::(?<port>[^:]*))?$/.exec(authority)?.groups ?? {};
  const host = bracketed ?? plain;
  if (host === undefined) {
    throw invalid("the host is malformed", "Put an IPv6 address in brackets: sc://[::1]:15002.");
  }
  if (host === "") {
    throw invalid("the host is missing", `${EXPECTED}.`);
  }
  const number = port === undefined ? DEFAULT_PORT : /^\d{1,5}$/.test(port) ? Number(port) : Number.NaN;
  if (!(number >= 1 && number <= 65_535)) {
    throw invalid("the port is not a number from 1 to 65535", `${EXPECTED}; without :port it is ${DEFAULT_PORT}.`);
  }
  return { host, port: number };
}

function parseParameters(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const [index, parameter] of text.split(";").entries()) {
    if (parameter === "") {
      continue;
    }
    const equals = parameter.indexOf("=");
    // The parameter itself is not shown: a token whose = was forgotten would be seen.
    if (equals < 1) {
      throw invalid(`parameter ${index + 1} is not key=value`, "Write each parameter as key=value, separated by ;.");
    }
    const key = parameter.slice(0, equals);
    try {
      values.set(key, decodeURIComponent(parameter.slice(equals + 1)));
    } catch {
      throw invalid(`the value of "${key}" has a malformed percent escape`, "Write a literal % as %25.");
    }
  }
  return values;
}

function take(values: Map<string, string>, key: string): string | undefined {
  const value = values.get(key);
  values.delete(key);
  if (value === "") {
    throw invalid(`the value of "${key}" is empty`, "Give it a value, or leave it out.");
  }
  return value;
}

function decideTls(useSsl: string | undefined, host: string, hasToken: boolean): boolean {
  switch (useSsl?.toLowerCase()) {
    case "true":
      return true;
    case undefined:
      return hasToken && !isThisMachine(host);
    case "false":
      if (hasToken && !isThisMachine(host)) {
        throw invalid(
          "a token would be sent without TLS to another machine, where others could read it",
          "Remove use_ssl=false, or the token.",
        );
      }
      return false;
    default:
      throw invalid('the value of "use_ssl" is neither true nor false', "Write use_ssl=true for TLS.");
  }
}

function isThisMachine(host: string): boolean {
  return host.toLowerCase() === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function checkSessionId(sessionId: string | undefined): string | undefined {
  if (sessionId !== undefined && !UUID.test(sessionId)) {
    throw invalid('the value of "session_id" is not a UUID', "Leave it out for a new session.");
  }
  return sessionId;
}

function blankToUndefined(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function invalid(problem: string, nextStep: string): ConnectionError {
  return new ConnectionError(
    "INVALID_CONNECTION_STRING",
    `The Spark Connect connection string is malformed: ${problem}. ${nextStep}`,
  );
}
