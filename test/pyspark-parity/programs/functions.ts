import * as F from "../../../src/spark-connect/index.ts";
import type { Programs } from "../programs.ts";

export function programs(p: Programs): void {
  const six = ["y", "m", "d", "h", "n", "s"] as const;
  const parts = { date: "d", time: F.col("t") };
  p.column("make_timestamp of fields", () => F.makeTimestamp(...six));
  p.column("make_timestamp of date and time", () => F.makeTimestamp(parts));
  p.column("make_timestamp in a zone", () => F.makeTimestamp(...six, F.lit("UTC")));
  p.column("make_timestamp of date and time in a zone", () => F.makeTimestamp({ date: "d", time: "t", timezone: "z" }));
  p.column("try_make_timestamp of fields", () => F.tryMakeTimestamp(...six));
  p.column("try_make_timestamp of date and time", () => F.tryMakeTimestamp(parts));
  p.column("try_make_timestamp in a zone", () => F.tryMakeTimestamp(...six, F.lit("UTC")));
  p.column("try_make_timestamp of date and time in a zone", () =>
    F.tryMakeTimestamp({ date: "d", time: "t", timezone: "z" }),
  );
  p.column("make_timestamp_ntz of fields", () => F.makeTimestampNtz(...six));
  p.column("make_timestamp_ntz of date and time", () => F.makeTimestampNtz(parts));
  p.column("try_make_timestamp_ntz of fields", () => F.tryMakeTimestampNtz(...six));
  p.column("try_make_timestamp_ntz of date and time", () => F.tryMakeTimestampNtz(parts));
  p.column("log", () => F.log("a"));
  p.column("log to a base", () => F.log(2.5, F.col("a")));
  p.column("sha2", () => F.sha2("a", 256));
  p.column("window of time", () => F.window("a", "10 minutes"));
  p.column("sliding window of time", () => F.window(F.col("a"), "10 minutes", "5 minutes"));
  p.column("shifted window of time", () => F.window("a", "10 minutes", "5 minutes", "1 minute"));
  p.column("shifted window of time without slide", () => F.window("a", "10 minutes", undefined, "1 minute"));
  p.column("session window", () => F.sessionWindow("a", "5 minutes"));
  p.column("session window of a column", () => F.sessionWindow("a", F.col("gap")));
  p.program("broadcast", () => F.broadcast(p.sales));
  p.column("options", () => F.toJson("a", { ignoreNullFields: "false", pretty: "true" }));
}
