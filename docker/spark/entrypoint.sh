#!/usr/bin/env bash
# Runs one of Spark's main classes: `spark-class <class> <arguments>`. Spark's own launcher puts the command together, with
# memory and module options, and prints it as NUL-terminated words behind a NUL and a line feed.
set -euo pipefail

mapfile -d '' -t words < <(java -Xmx128m -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@")
command=("${words[@]:1}")
if ((${#command[@]} == 0)); then
  echo "spark-class: Spark's launcher gave no command for: $*" >&2
  exit 1
fi
command[0]=${command[0]#$'\n'}
exec "${command[@]}"
