import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { CatalogSchema } from "../gen/spark/connect/catalog_pb.js";
import type { RelationType } from "./new-relation.ts";

export type CatalogCall = NonNullable<MessageInitShape<typeof CatalogSchema>["catType"]>;

/** A call of the catalog, whose result is a relation. */
export function catalogOf(catType: CatalogCall): RelationType {
  return { case: "catalog", value: create(CatalogSchema, { catType }) };
}
