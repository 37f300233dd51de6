#!/bin/sh
# Nothing is started: without a configuration the daemon would dial nothing.
set -e
[ "$1" = configure ] || exit 0
chgrp ringevett /etc/ringevett /etc/ringevett/ringevett.yaml.d
install -d -o ringevett -g ringevett -m 0755 /var/lib/ringevett
password=/etc/ringevett/asterisk.password
if [ ! -e "$password" ]; then
  (umask 0137; tr -dc a-z0-9 </dev/urandom | head -c 32 >"$password")
  chgrp ringevett "$password"
fi
[ -d /run/systemd/system ] && systemctl daemon-reload || true
if [ -n "$2" ]; then
  [ -d /run/systemd/system ] && systemctl is-active --quiet ringevett &&
    echo "ringevett: the daemon still runs as $2. Conversations outlive a restart: systemctl restart ringevett"
  exit 0
fi
cat <<'STEPS'
ringevett: three steps to a first call; /usr/share/doc/ringevett/README.md has each.
  1. Fill in the call centre: /etc/ringevett/ringevett.yaml.d/10-local.yaml
  2. Paste into Asterisk what "ringevett dialplan", "--ari" and "--http" print
  3. runuser -u ringevett -- ringevett init --name "YOUR NAME", then: ringevett check
STEPS
