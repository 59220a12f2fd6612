// A plugin of typedoc: what has no description of its own, because it does what the function of Spark does, links to Spark's.
import { readFileSync } from "node:fs";
import { Comment, Converter, ReflectionKind } from "typedoc";

const PYSPARK = "https://spark.apache.org/docs/4.1.0/api/python/reference/pyspark.sql/api/pyspark.sql.functions";
const table = readFileSync("docs/spark-connect-functions.md", "utf8").matchAll(/^\| `(\w+)` \| `(\w+)` \|/gm);
const pysparkNames = new Map([...table].map(([, pyspark, here]) => [here, pyspark]));

export function load({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Variable | ReflectionKind.CallSignature)) {
      const name = pysparkNames.get(reflection.name);
      if (name === undefined || reflection.comment !== undefined || !isExport(reflection, project)) continue;
      const text = `Spark's function [\`${name}\`](${PYSPARK}.${name}.html).`;
      reflection.comment = new Comment([{ kind: "text", text }]);
    }
  });
}

/** Whether it is one of the module's exports, or a signature of one. */
function isExport({ parent }, project) {
  return parent === project || parent?.parent === project;
}
