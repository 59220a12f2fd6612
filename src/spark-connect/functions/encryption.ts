import type { Column } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { lit } from "./column.ts";
import { call } from "./function-kinds.ts";

// AES of keys of 16, 24 or 32 bytes. Modes are GCM, CBC and ECB; paddings PKCS, NONE and DEFAULT, which suits the mode.

/**
 * Spark's `aes_encrypt`.
 *
 * @param iv the initialization vector; a random one if it is empty
 */
export function aesEncrypt(
  input: ColumnOrName,
  key: ColumnOrName,
  mode: ColumnOrName = lit("GCM"),
  padding: ColumnOrName = lit("DEFAULT"),
  iv: ColumnOrName = lit(""),
  aad: ColumnOrName = lit(""),
): Column {
  return call("aes_encrypt", [input, key, mode, padding, iv, aad].map(toExpression));
}

export function aesDecrypt(
  input: ColumnOrName,
  key: ColumnOrName,
  mode: ColumnOrName = lit("GCM"),
  padding: ColumnOrName = lit("DEFAULT"),
  aad: ColumnOrName = lit(""),
): Column {
  return call("aes_decrypt", [input, key, mode, padding, aad].map(toExpression));
}

/** NULL where the input cannot be decrypted. */
export function tryAesDecrypt(
  input: ColumnOrName,
  key: ColumnOrName,
  mode: ColumnOrName = lit("GCM"),
  padding: ColumnOrName = lit("DEFAULT"),
  aad: ColumnOrName = lit(""),
): Column {
  return call("try_aes_decrypt", [input, key, mode, padding, aad].map(toExpression));
}
