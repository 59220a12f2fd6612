import { at, type Fault } from "./fault.ts";

const REQUIRED: Fault = {
  code: "tls_required",
  transient: false,
  detail: (target) =>
    `${at(target)} takes no connection without TLS (require_secure_transport). Set MYSQL_TLS=verify-identity, and MYSQL_CA_FILE where ` +
    "the server's certificate is not signed by a public authority; Spark then uses TLS, too.",
};

/** By the driver's code. */
export const TLS_FAULTS: Readonly<Record<string, Fault>> = {
  ER_SECURE_TRANSPORT_REQUIRED: REQUIRED,
  HANDSHAKE_NO_SSL_SUPPORT: {
    code: "tls_failed",
    transient: false,
    detail: (target) =>
      `${at(target)} offers no TLS. Give the server a certificate; where nobody else can hear or alter the traffic, MYSQL_TLS=disabled does without.`,
  },
  MYSQL_CLEAR_PASSWORD_NOT_ENABLED: {
    code: "tls_failed",
    transient: false,
    detail: (target) =>
      `${at(target)} wants the password as it is, as for tokens of a cloud or a directory. It is told only to a server whose certificate ` +
      "was verified: set MYSQL_TLS=verify-identity, and MYSQL_CA_FILE.",
  },
};

/** By what Node says of the certificate: the driver puts one code over all. */
const CERTIFICATE_REMEDIES: readonly (readonly [sign: RegExp, remedy: string])[] = [
  [
    /does not match|altname/i,
    "The certificate is for other names: set MYSQL_HOST to one of them; verify-ca does not look at names.",
  ],
  [/expired|not yet valid/i, "Renew the server's certificate, or correct the clock."],
  [
    /self.signed|unable to (verify|get)|unknown ca|issuer/i,
    "MYSQL_CA_FILE must name a file with the certificate, as PEM, of the authority that signed the server's.",
  ],
];

/** Of a handshake that failed, or of an alert that came after it; undefined if it is neither. */
export function tlsFault(driverCode: string, message: string): Fault | undefined {
  if (/insecure transport/i.test(message)) return REQUIRED;
  if (/ECONNRESET|socket disconnected/.test(message)) return undefined;
  if (driverCode !== "HANDSHAKE_SSL_ERROR" && !/^ERR_(SSL|TLS|OSSL)_|^EPROTO$/.test(driverCode)) return undefined;
  return {
    code: "tls_failed",
    transient: false,
    detail: (target) => `${at(target)}: TLS failed (${said(message)}). ${remedy(message)}`,
  };
}

function remedy(message: string): string {
  const known = CERTIFICATE_REMEDIES.find(([sign]) => sign.test(message))?.[1];
  return known ?? "Check MYSQL_TLS, MYSQL_CA_FILE, MYSQL_CERT_FILE and MYSQL_KEY_FILE, and the server's TLS settings.";
}

function said(message: string): string {
  return message.trim().replace(/\.$/, "");
}
