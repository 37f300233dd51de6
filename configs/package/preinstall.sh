#!/bin/sh
# Before the files come, the group must be there that they belong to.
set -e
getent group ringevett >/dev/null || groupadd --system ringevett
getent passwd ringevett >/dev/null || useradd --system --gid ringevett --home-dir /var/lib/ringevett \
  --shell /usr/sbin/nologin --comment "Ringevett" ringevett
