import { binaryWithOption, unary } from "./function-kinds.ts";

export const parseUrl = binaryWithOption("parse_url");
export const tryParseUrl = binaryWithOption("try_parse_url");
export const tryUrlDecode = unary("try_url_decode");
export const urlDecode = unary("url_decode");
export const urlEncode = unary("url_encode");
