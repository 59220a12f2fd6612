import { platform } from "node:os";

const DEFAULT_NAME = "_SPARK_CONNECT_TYPESCRIPT";
/** The protocol this client was generated from. */
const PROTOCOL_VERSION = "4.1.2";
const MAX_LENGTH = 2048;

/** How the client names itself to the server, in Spark's form: name, protocol, system, runtime. */
export function userAgent(name: string = DEFAULT_NAME): string {
  const agent = `${name} spark/${PROTOCOL_VERSION} os/${platform()} node/${process.versions.node}`;
  return agent.slice(0, MAX_LENGTH);
}
