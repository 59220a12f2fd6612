import { readFile } from "node:fs/promises";
import type { SslOptions } from "mysql2/promise";
import { messageOf } from "../text/index.ts";
import { WarehouseError } from "./warehouse-error.ts";

export type TlsMode = "disabled" | "required" | "verify-ca" | "verify-identity";

export interface TlsSettings {
  readonly mode: TlsMode;
  /** Certificates of those who may have signed the server's, as PEM. @default those that Node trusts */
  readonly caFile?: string | undefined;
  /** Who we are, for a server that asks. */
  readonly client?: { readonly certFile: string; readonly keyFile: string } | undefined;
}

/** What the driver needs; undefined where nothing is to be encrypted. Read at each connect, as certificates are renewed. */
export async function tlsOptions({ mode, caFile, client }: TlsSettings): Promise<SslOptions | undefined> {
  if (mode === "disabled") return undefined;
  return {
    minVersion: "TLSv1.2",
    rejectUnauthorized: mode !== "required",
    verifyIdentity: mode === "verify-identity",
    ...(caFile !== undefined && { ca: await pem("MYSQL_CA_FILE", caFile) }),
    ...(client !== undefined && {
      cert: await pem("MYSQL_CERT_FILE", client.certFile),
      key: await pem("MYSQL_KEY_FILE", client.keyFile),
    }),
  };
}

/** Whether we know whom we talk to: nobody else is given a password as it is. */
export function isVerified({ mode }: TlsSettings): boolean {
  return mode === "verify-ca" || mode === "verify-identity";
}

async function pem(variable: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const reason = messageOf(error);
    throw new WarehouseError("tls_failed", `${variable} ${file}: ${reason}.`, { transient: false });
  }
}
