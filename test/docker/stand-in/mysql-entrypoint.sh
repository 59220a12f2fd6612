#!/bin/sh
# As much of the official image's entrypoint as compose.yaml relies on: the database, its user, the password in a file.
set -eu
data=/var/lib/mysql
set -- --datadir="$data" --socket=/tmp/mysqld.sock "$@"
if [ ! -d "$data/mysql" ]; then
  mysqld --initialize-insecure --datadir="$data"
  cat > /tmp/init.sql <<SQL
CREATE DATABASE \`$MYSQL_DATABASE\`;
CREATE USER '$MYSQL_USER'@'%' IDENTIFIED BY '$(cat "$MYSQL_PASSWORD_FILE")';
GRANT ALL ON \`$MYSQL_DATABASE\`.* TO '$MYSQL_USER'@'%';
ALTER USER 'root'@'localhost' IDENTIFIED BY RANDOM PASSWORD;
SQL
  set -- --init-file=/tmp/init.sql "$@"
fi
exec mysqld "$@"
