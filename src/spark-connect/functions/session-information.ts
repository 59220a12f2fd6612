import { nullary, unary, variadic } from "./function-kinds.ts";

// What the server knows of the query, the session and the values.

export const currentCatalog = nullary("current_catalog");
export const currentDatabase = nullary("current_database");
export const currentSchema = nullary("current_schema");
export const currentUser = nullary("current_user");
export const javaMethod = variadic("java_method");
export const reflect = variadic("reflect");
export const sessionUser = nullary("session_user");
export const tryReflect = variadic("try_reflect");
export const typeOf = unary("typeof");
export const user = nullary("user");
export const version = nullary("version");
