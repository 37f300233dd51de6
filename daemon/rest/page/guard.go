package page

import (
	"net"
	"net/http"
	"slices"
	"time"
)

// policy lets nothing run that is not ours, and nothing be sent or framed elsewhere.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'; trusted-types ringevett"

// The bounds of one request.
const (
	maxForm  = 64 << 10 // bytes
	readIn   = 10 * time.Second
	answerIn = 30 * time.Second
)

// guarded stands before every route: the headers are on every answer, what other sites have a browser ask is refused,
// and so is a host that is not this address: a name that resolves to loopback would else be taken for it.
func guarded(next http.Handler, address string) http.Handler {
	cross := http.NewCrossOriginProtection()
	inner := cross.Handler(next)
	hosts := hostsOf(address)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if !slices.Contains(hosts, r.Host) {
			http.Error(w, "this is another host", http.StatusMisdirectedRequest)
			return
		}
		c := http.NewResponseController(w)
		now := time.Now()
		c.SetReadDeadline(now.Add(readIn)) // a recorder in a test has none
		c.SetWriteDeadline(now.Add(answerIn))
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		inner.ServeHTTP(w, r)
	})
}

// hostsOf are the names that a browser may have for an address of this machine.
func hostsOf(address string) []string {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return []string{address}
	}
	all := []string{address}
	for _, name := range []string{"localhost", "127.0.0.1", "::1"} {
		all = append(all, net.JoinHostPort(name, port))
	}
	return all
}
