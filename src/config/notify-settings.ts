import { ConfigError } from "./config-error.ts";
import { wholeNumber } from "./formats.ts";
import { isHttpAddress } from "./http-address.ts";

/** Whom each run tells what came of it. */
export interface NotifySettings {
  /** Empty: nobody. */
  readonly webhook: string;
  readonly on: NotifyOn;
  /** Empty: what is posted is not signed. */
  readonly secret: string;
  readonly timeoutMs: number;
}

/** `failure`: runs that failed. `refused`: also those that refused files or rows. `always`: every run. */
export type NotifyOn = "failure" | "refused" | "always";

const OCCASIONS: readonly NotifyOn[] = ["failure", "refused", "always"];

/** The schema of the settings `notify.*`. */
export const NOTIFY_SETTINGS = {
  webhook: {
    doc: "Address that a run's summary is posted to, `https://host/path`; empty: none. Shown nowhere, as such addresses are often secrets",
    format: String,
    default: "",
    env: "NOTIFY_WEBHOOK",
    sensitive: true,
  },
  on: {
    doc: "What is posted: runs that failed (`failure`), those and runs that refused files or rows (`refused`), or every run (`always`)",
    format: OCCASIONS,
    default: "failure" as NotifyOn,
    env: "NOTIFY_ON",
  },
  secret: {
    doc: "Key that signs what is posted, `whsec_` and base64 of at least 24 bytes, as Standard Webhooks has it; empty: no signature",
    format: String,
    default: "",
    env: "NOTIFY_SECRET",
    sensitive: true,
  },
  timeoutMs: {
    doc: "How long a run waits at most for the webhook, in milliseconds",
    format: wholeNumber(1, 60_000),
    default: 5_000,
  },
};

/** @throws ConfigError where nothing could be posted, or not signed */
export function checkNotify({ webhook, secret }: NotifySettings): void {
  if (webhook !== "") checkWebhook(webhook);
  if (secret !== "" && !/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(secret)) {
    throw new ConfigError(
      'notify.secret (NOTIFY_SECRET) must be whsec_ and base64 of at least 24 bytes: `echo "whsec_$(openssl rand -base64 32)"`.',
    );
  }
}

/** Such addresses are often secrets: the value is not shown. */
function checkWebhook(webhook: string): void {
  if (!isHttpAddress(webhook)) {
    throw new ConfigError("notify.webhook (NOTIFY_WEBHOOK) is no address. Write it as https://host/path.");
  }
  const { username, password } = new URL(webhook);
  if (username === "" && password === "") return;
  throw new ConfigError(
    "notify.webhook (NOTIFY_WEBHOOK) holds a user or a password, which cannot be sent so. Put a token into its path.",
  );
}
