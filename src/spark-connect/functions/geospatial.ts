import { ofColumnsOrNumbers, unary } from "./function-kinds.ts";

// Of Spark 4.1: geometries and geographies.

export const stAsbinary = unary("st_asbinary");
export const stGeogfromwkb = unary("st_geogfromwkb");
export const stGeomfromwkb = unary("st_geomfromwkb");
export const stSrid = unary("st_srid");

export const stSetsrid = ofColumnsOrNumbers("st_setsrid");
