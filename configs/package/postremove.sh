#!/bin/sh
# The journal is the proof of every call and is kept, even at a purge: the code for call centres has it kept for a year.
set -e
[ -d /run/systemd/system ] && systemctl daemon-reload || true
[ "$1" = purge ] || exit 0
rm -f /etc/ringevett/asterisk.password
rmdir --ignore-fail-on-non-empty /etc/ringevett/ringevett.yaml.d /etc/ringevett 2>/dev/null || true
rmdir --ignore-fail-on-non-empty /var/lib/ringevett 2>/dev/null || true
if [ -d /var/lib/ringevett ]; then
  echo "ringevett: the journal, its keys and the recordings are kept in /var/lib/ringevett."
  echo "  Remove them by hand when no one may ask for them any longer. The user ringevett is kept for them."
else
  userdel ringevett 2>/dev/null || true
fi
