package rest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/user"
	"strconv"
	"strings"
	"syscall"

	"github.com/ringevett/ringevett/daemon/people"
)

type peerKey struct{}

// withPeer keeps the peer of a connection for its requests.
func withPeer(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, peerKey{}, peerOf(c))
}

// peerOf asks the kernel who is at the other end.
func peerOf(c net.Conn) people.Peer {
	unix, ok := c.(*net.UnixConn)
	if !ok {
		return people.Peer{}
	}
	raw, err := unix.SyscallConn()
	if err != nil {
		return people.Peer{}
	}
	var p people.Peer
	err = raw.Control(func(fd uintptr) {
		if cred, err := syscall.GetsockoptUcred(int(fd), syscall.SOL_SOCKET, syscall.SO_PEERCRED); err == nil {
			p = process(cred.Uid, strconv.Itoa(int(cred.Pid)))
		}
	})
	if err != nil {
		return people.Peer{}
	}
	return p
}

// noLogin is the login uid of a process that no log-in began.
const noLogin = 1<<32 - 1

// process is a process of this host; pid may be "self".
func process(uid uint32, pid string) people.Peer {
	p := people.Peer{UID: uid, Known: true}
	text, err := os.ReadFile("/proc/" + pid + "/loginuid")
	if err != nil {
		return p
	}
	login, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 32)
	if err == nil && login != noLogin {
		p.Login, p.Logged = uint32(login), true
	}
	return p
}

// Self is this process, as the daemon would see it at the other end of its socket.
func Self() people.Peer { return process(uint32(os.Getuid()), "self") }

// By names a user of this machine as the journal does: "cli:kari".
func By(uid uint32) string {
	id := strconv.FormatUint(uint64(uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return "cli:" + u.Username
	}
	return "cli:uid " + id
}

// ownOnly turns away everyone but root, the user who runs the daemon and people of the book, whatever the socket's mode
// says.
func ownOnly(next http.Handler, k Keeper) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := r.Context().Value(peerKey{}).(people.Peer)
		own := p.Known && (p.UID == 0 || int(p.UID) == os.Getuid())
		if !own && p.Known {
			c, err := identify(r.Context(), k)
			own = err == nil && c.known
		}
		if !own {
			http.Error(w,
				fmt.Sprintf("only root, the user with id %d and people in the book may ask the daemon", os.Getuid()),
				http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}
