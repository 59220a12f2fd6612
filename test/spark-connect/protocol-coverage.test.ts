import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DescOneof } from "@bufbuild/protobuf";
import { beforeAll, describe, test } from "vitest";
import {
  AnalyzePlanRequestSchema,
  ConfigRequest_OperationSchema,
} from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import { CatalogSchema } from "../../src/spark-connect/gen/spark/connect/catalog_pb.js";
import { CommandSchema } from "../../src/spark-connect/gen/spark/connect/commands_pb.js";
import { ExpressionSchema } from "../../src/spark-connect/gen/spark/connect/expressions_pb.js";
import { RelationSchema } from "../../src/spark-connect/gen/spark/connect/relations_pb.js";

const ROOT = join(import.meta.dirname, "../..");

/** The kinds of each message, by the heading of its table in the documentation. */
const KINDS: readonly (readonly [heading: string, oneof: DescOneof | undefined])[] = [
  ["Relations", RelationSchema.oneofs.find(({ name }) => name === "rel_type")],
  ["Expressions", ExpressionSchema.oneofs.find(({ name }) => name === "expr_type")],
  ["Commands", CommandSchema.oneofs.find(({ name }) => name === "command_type")],
  ["Catalog", CatalogSchema.oneofs.find(({ name }) => name === "cat_type")],
  ["Analysis", AnalyzePlanRequestSchema.oneofs.find(({ name }) => name === "analyze")],
  ["Configuration", ConfigRequest_OperationSchema.oneofs.find(({ name }) => name === "op_type")],
];

interface Entry {
  readonly kind: string;
  readonly here: string;
  readonly remark: string;
}

describe("the documented table of", () => {
  let documentation: string;
  let source: string;
  beforeAll(async () => {
    documentation = await readFile(join(ROOT, "docs/spark-connect.md"), "utf8");
    source = await handwrittenSource();
  });

  for (const [heading, oneof] of KINDS) {
    test(`${heading} names every kind of the protocol once, and tells the truth about it`, () => {
      const entries = tableBelow(documentation, heading);
      assert.deepEqual(
        entries.map(({ kind }) => kind).toSorted(),
        oneof?.fields.map(({ localName }) => localName).toSorted(),
      );
      const built = entries.filter(({ kind }) => source.includes(`case: "${kind}"`)).map(({ kind }) => kind);
      const offered = entries.filter(({ here }) => here === "yes").map(({ kind }) => kind);
      assert.deepEqual(built, offered);
      const unexplained = entries.filter(({ here, remark }) => !["yes", "left out"].includes(here) || remark === "");
      assert.deepEqual(unexplained, []);
    });
  }
});

function tableBelow(documentation: string, heading: string): readonly Entry[] {
  const section = documentation.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/^\| `(\w+)` \| ([^|]+) \| (.*) \|$/gm)].map(([, kind = "", here = "", remark = ""]) => ({
    kind,
    here,
    remark,
  }));
}

/** The client without what is generated. A message of a kind is made by naming its `case`. */
async function handwrittenSource(): Promise<string> {
  const folder = join(ROOT, "src/spark-connect");
  const files = await readdir(folder, { recursive: true });
  const own = files.filter((file) => file.endsWith(".ts") && !file.startsWith("gen"));
  return (await Promise.all(own.map((file) => readFile(join(folder, file), "utf8")))).join("\n");
}
