package rest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/user"
	"strconv"
	"syscall"
)

type peerKey struct{}

// peer is the user at the other end of the socket, as the kernel tells it; known is false where it could not be asked.
type peer struct {
	uid   uint32
	known bool
}

// withPeer keeps the peer of a connection for its requests.
func withPeer(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, peerKey{}, peerOf(c))
}

func peerOf(c net.Conn) peer {
	unix, ok := c.(*net.UnixConn)
	if !ok {
		return peer{}
	}
	raw, err := unix.SyscallConn()
	if err != nil {
		return peer{}
	}
	var p peer
	err = raw.Control(func(fd uintptr) {
		if cred, err := syscall.GetsockoptUcred(int(fd), syscall.SOL_SOCKET, syscall.SO_PEERCRED); err == nil {
			p = peer{cred.Uid, true}
		}
	})
	if err != nil {
		return peer{}
	}
	return p
}

// by is the name under which the journal keeps what a person asked for.
func by(ctx context.Context) string {
	p, _ := ctx.Value(peerKey{}).(peer)
	return By(p.uid)
}

// By names a user of this machine as the journal does: "cli:kari".
func By(uid uint32) string {
	id := strconv.FormatUint(uint64(uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return "cli:" + u.Username
	}
	return "cli:uid " + id
}

// ownOnly turns away everyone but root and the user who runs the daemon, whatever the socket's mode says.
func ownOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := r.Context().Value(peerKey{}).(peer)
		if !p.known || p.uid != 0 && int(p.uid) != os.Getuid() {
			http.Error(w, fmt.Sprintf("only root and the user with id %d may ask the daemon", os.Getuid()), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}
