#!/bin/sh
# run PROGRAM ARGS…: starts a program of this tree on this tree's own loader and libraries. No chroot, no root.
here=$(dirname "$(readlink -f "$0")")
name=$1; shift
for dir in usr/sbin usr/bin sbin bin; do
  [ -x "$here/$dir/$name" ] && program="$here/$dir/$name" && break
done
[ -n "$program" ] || { echo "no program $name in $here" >&2; exit 127; }
for libs in "$here"/usr/lib/*-linux-gnu*; do break; done
export OPENSSL_CONF=/dev/null OPENSSL_MODULES="$libs/ossl-modules"
[ -d "$libs/espeak-ng-data" ] && export ESPEAK_DATA_PATH="$libs"
argv0="--argv0 $name"
"$libs/ld-tree.so" --help 2>&1 | grep -q argv0 || argv0=   # glibc before 2.33 cannot set the name
exec "$libs/ld-tree.so" $argv0 --library-path "$libs:$here/usr/lib:$libs/pulseaudio" "$program" "$@"
