import { randomUUID } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { type UserContext, UserContextSchema } from "../gen/spark/connect/base_pb.js";
import { ConnectionError } from "./connection-error.ts";
import type { ConnectionString } from "./connection-string.ts";
import { userAgent } from "./user-agent.ts";

/** What every request says about who sends it. */
export interface RequestHead {
  readonly sessionId: string;
  readonly userContext: UserContext;
  readonly clientType: string;
  readonly clientObservedServerSideSessionId?: string;
}

/** The session as this client names it, and as the server that holds its state does. */
export class SessionIdentity {
  readonly sessionId: string;
  readonly #userContext: UserContext;
  readonly #clientType: string;
  readonly #authority: string;
  #serverSideSessionId: string | undefined;
  #mayBeOnServer: boolean;

  /** @param existing the id of a session that the server has; by default that of the connection string, if it names one */
  constructor(connection: ConnectionString, existing = connection.sessionId) {
    this.sessionId = existing ?? randomUUID();
    this.#mayBeOnServer = existing !== undefined;
    const user = connection.userId ?? "";
    this.#userContext = create(UserContextSchema, { userId: user, userName: user });
    this.#clientType = userAgent(connection.userAgent);
    this.#authority = connection.authority;
  }

  /** Whether the server has answered yet. */
  get isKnownToServer(): boolean {
    return this.#serverSideSessionId !== undefined;
  }

  /** Whether there is something to release: an existing session was joined, or a request was made. */
  get mayBeOnServer(): boolean {
    return this.#mayBeOnServer;
  }

  requestHead(): RequestHead {
    this.#mayBeOnServer = true;
    return {
      sessionId: this.sessionId,
      userContext: this.#userContext,
      clientType: this.#clientType,
      ...(this.#serverSideSessionId !== undefined && {
        clientObservedServerSideSessionId: this.#serverSideSessionId,
      }),
    };
  }

  /**
   * Checks that an answer comes from this session, and from the server process that began it.
   * @throws ConnectionError SESSION_CHANGED or PROTOCOL_ERROR
   */
  verify(response: { readonly sessionId: string; readonly serverSideSessionId: string }): void {
    if (response.sessionId !== "" && response.sessionId !== this.sessionId) {
      throw new ConnectionError(
        "PROTOCOL_ERROR",
        `The server answered for session ${response.sessionId}, but this is session ${this.sessionId}`,
      );
    }
    if (response.serverSideSessionId === "") {
      return; // servers before 4.0
    }
    if (this.#serverSideSessionId !== undefined && response.serverSideSessionId !== this.#serverSideSessionId) {
      throw this.changed();
    }
    this.#serverSideSessionId = response.serverSideSessionId;
  }

  changed(cause?: unknown): ConnectionError {
    return new ConnectionError(
      "SESSION_CHANGED",
      `The Spark server at ${this.#authority} has restarted or dropped session ${this.sessionId}: ` +
        "its temporary views, settings and running work are gone. Start a new session.",
      { cause },
    );
  }
}
