import type { Session } from "./session.ts";

/**
 * Lends sessions: opens them as they are needed, at most `limit` at a time, and keeps those that are whole for the next borrower.
 * It stands in for the driver's own pool, which has one password for all times and throws the reason away when a new
 * connection cannot be prepared.
 */
export class SessionPool {
  readonly #open: () => Promise<Session>;
  readonly #idle: Session[] = [];
  readonly #lent = new Set<Session>();
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #isClosed = false;

  constructor(open: () => Promise<Session>, limit: number) {
    this.#open = open;
    this.#free = limit;
  }

  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      const session = this.#takeIdle() ?? (await this.#open());
      this.#lent.add(session);
      if (this.#isClosed) session.destroy();
      try {
        return await work(session);
      } finally {
        this.#lent.delete(session);
        if (this.#isClosed) session.destroy();
        else if (!session.isClosed()) this.#idle.push(session);
      }
    } finally {
      this.#free += 1;
      this.#waiting.shift()?.();
    }
  }

  /** Ends all sessions. What is still under way on one fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const wake of this.#waiting.splice(0)) wake();
    for (const session of this.#lent) session.destroy();
    await Promise.all(this.#idle.splice(0).map((session) => session.end()));
  }

  async #turn(): Promise<void> {
    while (this.#free === 0 && !this.#isClosed) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.push(resolve);
      await promise;
    }
    if (this.#isClosed) throw new Error("The warehouse is closed.");
    this.#free -= 1;
  }

  #takeIdle(): Session | undefined {
    for (let session = this.#idle.pop(); session !== undefined; session = this.#idle.pop()) {
      if (!session.isClosed()) return session;
    }
    return undefined;
  }
}
