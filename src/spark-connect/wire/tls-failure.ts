import { causes } from "./causes.ts";

/** OpenSSL's reasons why a certificate is not trusted, and Node's names for a failed handshake. */
const TLS_CODE = /^(ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED|DEPTH_ZERO_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;

/** Why a TLS handshake failed, for example `self-signed certificate`, found in the chain of causes. */
export function tlsFailure(error: unknown): string | undefined {
  const failure = causes(error).find((cause) => "code" in cause && TLS_CODE.test(String(cause.code)));
  if (failure === undefined) {
    return undefined;
  }
  // OpenSSL's own message is a line of its source code; its reason is short.
  return "reason" in failure && typeof failure.reason === "string" ? failure.reason : failure.message;
}
