FROM stand-in/mysql-root
RUN groupadd --gid 999 mysql && useradd --uid 999 --gid 999 mysql \
 && mkdir -p /var/lib/mysql /var/lib/mysql-files && chown mysql:mysql /var/lib/mysql /var/lib/mysql-files
COPY --chmod=755 mysql-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
VOLUME /var/lib/mysql
ENTRYPOINT ["docker-entrypoint.sh"]
