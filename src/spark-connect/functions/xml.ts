import { binary } from "./function-kinds.ts";

// XPath 1.0 over XML text: the path is a literal column.

export const xpath = binary("xpath");
export const xpathBoolean = binary("xpath_boolean");
export const xpathDouble = binary("xpath_double");
export const xpathFloat = binary("xpath_float");
export const xpathInt = binary("xpath_int");
export const xpathLong = binary("xpath_long");
export const xpathNumber = binary("xpath_number");
export const xpathShort = binary("xpath_short");
export const xpathString = binary("xpath_string");
