package rest

import (
	"context"
	"net/http"

	"github.com/ringevett/ringevett/daemon/people"
	"github.com/ringevett/ringevett/daemon/verb"
)

// OwnOnly turns away strangers.
func OwnOnly(next http.Handler, k Keeper) http.Handler { return ownOnly(next, k) }

// WithUser gives a request's context as if that user were at the other end.
func WithUser(ctx context.Context, uid uint32) context.Context {
	return context.WithValue(ctx, peerKey{}, people.Peer{UID: uid, Known: true})
}

// Unbound holds bindings against declarations.
func Unbound(declared []verb.Spec, bound []Binding) error { return unbound(declared, bound) }
