import { WarehouseError, type WarehouseTarget } from "./warehouse-error.ts";

export interface StatementLimits {
  /** The longest that one statement may take. */
  readonly withinMs?: number | undefined;
  /** Its abort ends what is under way, but for what is done in a moment. */
  readonly signal?: AbortSignal | undefined;
}

/** What a run that is told to stop still has to say to MySQL: a COMMIT that was sent, a batch that is given up. */
const MOMENT_MS = 2_500;

/**
 * Waits for a statement as long as it may take. When it takes longer, `interrupt` ends it, and this rejects.
 *
 * @throws WarehouseError statement_timeout, or the signal's reason
 */
export async function withinLimits<T>(
  { withinMs, signal }: StatementLimits,
  target: WarehouseTarget,
  { statement, interrupt }: { readonly statement: () => Promise<T>; readonly interrupt: () => void },
): Promise<T> {
  const { promise: broken, reject } = Promise.withResolvers<never>();
  const timers: NodeJS.Timeout[] = [];
  const giveUpAfter = (ms: number, reason: () => unknown) => {
    const giveUp = () => {
      interrupt();
      reject(reason());
    };
    timers.push(setTimeout(giveUp, ms));
  };
  const onAbort = () => giveUpAfter(MOMENT_MS, () => signal?.reason);
  if (withinMs !== undefined) giveUpAfter(withinMs, () => tookTooLong(target, withinMs));
  if (signal?.aborted) onAbort();
  signal?.addEventListener("abort", onAbort);
  try {
    return await Promise.race([statement(), broken]);
  } finally {
    signal?.removeEventListener("abort", onAbort);
    for (const timer of timers) clearTimeout(timer);
  }
}

function tookTooLong({ host, port }: WarehouseTarget, withinMs: number): WarehouseError {
  const detail =
    `MySQL at ${host}:${port} did not answer a statement within ${withinMs / 1000} s, and was told to end it. Look at SHOW PROCESSLIST ` +
    "and the server's load; a statement that needs longer is given it by mysql.statementTimeoutSeconds.";
  return new WarehouseError("statement_timeout", detail, { transient: true });
}
