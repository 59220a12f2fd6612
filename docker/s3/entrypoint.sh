#!/usr/bin/env bash
# Starts s3proxy with the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: through a file, so that no command line shows them.
set -euo pipefail
: "${AWS_ACCESS_KEY_ID:?must be set}" "${AWS_SECRET_ACCESS_KEY:?must be set}"

umask 077
properties=$(mktemp)
cat >"$properties" <<END
s3proxy.endpoint=http://0.0.0.0:${S3PROXY_PORT:-9000}
s3proxy.authorization=aws-v2-or-v4
s3proxy.identity=$AWS_ACCESS_KEY_ID
s3proxy.credential=$AWS_SECRET_ACCESS_KEY
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=$S3PROXY_DATA
END
exec java "-Xmx${S3PROXY_MEMORY:-512m}" "-Dlogback.configurationFile=$S3PROXY_HOME/logback.xml" \
  -cp "$S3PROXY_HOME/jars/*" org.gaul.s3proxy.Main --properties "$properties"
