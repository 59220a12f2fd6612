export const REDACTED = "[redacted]";

/** The parameters of a connection string that are no secret. Any other may be a token or a header. */
const HARMLESS = new Set(["use_ssl", "user_id", "session_id", "user_agent"]);

/** A Spark connection string with every value hidden that may be a secret. */
export function redactRemote(remote: string): string {
  const [location = "", ...parameters] = remote.split(";");
  if (!/^sc:\/\/[^@]*$/.test(location)) return remote === "" ? "" : REDACTED;
  return [location, ...parameters.map(redactParameter)].join(";");
}

function redactParameter(parameter: string): string {
  const [key = "", ...value] = parameter.split("=");
  if (value.length === 0) return parameter === "" ? "" : REDACTED;
  return HARMLESS.has(key) ? parameter : `${key}=${REDACTED}`;
}

/** Whether an address holds a user or a password: `//user:secret@host`, or a password among its properties. */
export function holdsCredentials(address: string): boolean {
  return /^[^?]*\/\/[^/?]*@/.test(address) || /[?&(,]\s*\w*password\w*\s*=/i.test(address);
}
