import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Authority, type Certificate, newAuthority } from "./certificates.ts";

/** The PEM files with which the stack's MySQL offers TLS. */
export interface ServerTlsFiles {
  /** Of the authority that signed the server's certificate, and that signs clients'. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

export function serverTlsFiles(folder: string): ServerTlsFiles {
  return {
    ca: join(folder, "ca.pem"),
    certificate: join(folder, "server-cert.pem"),
    key: join(folder, "server-key.pem"),
  };
}

/**
 * New certificates in the folder. Left to itself the server would make an RSA certificate at every start, for up to ten seconds, that
 * nobody can verify.
 */
export async function writeServerTls(folder: string): Promise<ServerTlsFiles> {
  const authority = await newAuthority("The local stack's own authority");
  return installServerTls(folder, authority, await authority.issue({ commonName: "localhost", names: LOOPBACK }));
}

export const LOOPBACK = ["localhost", "127.0.0.1", "::1"];

export function installServerTls(
  folder: string,
  authority: Authority,
  { certificate, key }: Certificate,
): ServerTlsFiles {
  const files = serverTlsFiles(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(files.ca, authority.certificate);
  writeFileSync(files.certificate, certificate);
  writeFileSync(files.key, key, { mode: 0o600 });
  return files;
}
