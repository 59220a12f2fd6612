import { parseArgs } from "node:util";
import { messageOf } from "./stack-error.ts";
import { stackFolder } from "./stack-folder.ts";
import { down, status, up } from "./verbs.ts";

const usage = `The local stack: Spark Connect, S3 and MySQL on this machine, without Docker.

  npm run stack:up      starts it; a second time says that it is up
  npm run stack:down    stops it and keeps the data; \`-- --wipe\` also deletes data and logs
  npm run stack:status  says what runs, where, since when; exit code 1 when it is not (wholly) up

Options (after \`--\`):
  --dir <folder>   where the stack lives (default .stack): env, data/, logs/; several can run side by side
  --wipe           with stack:down

Environment of stack:up:
  STACK_SPARK_PORT STACK_S3_PORT STACK_MYSQL_PORT   default: free ports
  STACK_SPARK_MASTER   local[*] (default), local[<cores>], or a standalone master with workers: cluster (two),
                       cluster[<workers>]
  STACK_SPARK_MEMORY   heap of Spark Connect (default 3g)
  STACK_SPARK_UI       1 turns Spark's web UI on
  STACK_MYSQL_DURABLE  0 spares MySQL the waiting for the disk: for data that may be lost with the machine, as of tests
  STACK_MYSQL_SERVER   the path of another mysqld or mariadbd than the MariaDB that comes with it
  STACK_SPARK_CONF     Spark's settings, over those of the stack: spark.a=b;spark.c=d
  STACK_SPARK_JARS     a folder with the jars of another version of Spark
  STACK_SERVICES       which servers to start (default spark,s3,mysql)
`;

// A reader that closes the pipe early (`| head`) must not undo a start.
process.stdout.on("error", () => {});
process.exitCode = await main();

async function main(): Promise<number> {
  let verb: string | undefined;
  let options: { readonly dir?: string | undefined; readonly wipe?: boolean | undefined };
  try {
    const parsed = parseArgs({
      allowPositionals: true,
      options: { dir: { type: "string" }, wipe: { type: "boolean" }, help: { type: "boolean" } },
    });
    verb = parsed.values.help === true ? "help" : parsed.positionals[0];
    options = parsed.values;
  } catch (error) {
    process.stderr.write(`stack: ${messageOf(error)}\n\n${usage}`);
    return 2;
  }
  const folder = stackFolder(options.dir);
  try {
    if (verb === "up") return await up(folder);
    if (verb === "down") return await down(folder, { wipe: options.wipe ?? false });
    if (verb === "status") return await status(folder);
  } catch (error) {
    process.stderr.write(`stack: ${messageOf(error)}\n`);
    return 1;
  }
  (verb === "help" ? process.stdout : process.stderr).write(usage);
  return verb === "help" ? 0 : 2;
}
