import { parseDdl } from "../ddl/parse-ddl.ts";
import type { Read_DataSource as DataSource, LocalRelation, Read } from "../gen/spark/connect/relations_pb.js";
import { flow, IDENTITY, type PlanSource } from "./flow.ts";
import { type FrameLineage, frameOf, newColumn, openFrame, unknownFrame } from "./frame-lineage.ts";

/** The lineage of what a plan reads: each column is one of the source. */
export function lineageOfRead({ readType, isStreaming }: Read): FrameLineage {
  if (isStreaming) return unknownFrame("a stream is read");
  switch (readType.case) {
    case "namedTable":
      return openFrame({ kind: "source", source: { kind: "table", name: readType.value.unparsedIdentifier } });
    case "dataSource":
      return lineageOfDataSource(readType.value);
    default:
      return unknownFrame("a read of an unknown kind");
  }
}

function lineageOfDataSource({ format = "", schema = "", paths, options }: DataSource): FrameLineage {
  const source: PlanSource =
    format === "jdbc"
      ? { kind: "jdbc", table: options["dbtable"] }
      : { kind: "files", format, paths: paths.length > 0 ? paths : [options["path"] ?? ""] };
  const names = namesOfSchema(schema);
  if (names === undefined) return openFrame({ kind: "source", source });
  return frameOf(
    names.map((name) => newColumn(name, { edges: [{ source, column: name, transformation: IDENTITY }], unknown: [] })),
    flow.nothing,
  );
}

/** Rows that the driver sends: they come from no source. */
export function lineageOfLocal({ schema = "" }: Pick<LocalRelation, "schema">): FrameLineage {
  const names = namesOfSchema(schema);
  return names === undefined
    ? openFrame({ kind: "driver" })
    : frameOf(
        names.map((name) => newColumn(name, flow.nothing)),
        flow.nothing,
      );
}

/** A schema is JSON or DDL; undefined where it is neither, or names no columns. */
function namesOfSchema(schema: string): readonly string[] | undefined {
  if (schema.trim() === "") return undefined;
  try {
    if (!schema.trimStart().startsWith("{")) return parseDdl(schema).fields.map(({ name }) => name);
    const parsed: unknown = JSON.parse(schema);
    return namesOfFields(parsed);
  } catch {
    return undefined;
  }
}

function namesOfFields(schema: unknown): readonly string[] | undefined {
  if (typeof schema !== "object" || schema === null || !("fields" in schema)) return undefined;
  const fields: readonly unknown[] = Array.isArray(schema.fields) ? schema.fields : [];
  const names = fields.flatMap((field) =>
    typeof field === "object" && field !== null && "name" in field && typeof field.name === "string"
      ? [field.name]
      : [],
  );
  return names.length === fields.length ? names : undefined;
}
