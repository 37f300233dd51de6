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

// BindSpec binds a verb whose types are known at run time only.
func BindSpec(s verb.Spec, do func(ctx context.Context, in any, by string) (any, error)) Binding {
	return Binding{s, do}
}

// AnswersItself reports whether the server answers the verb without its house.
func AnswersItself(s verb.Spec) bool {
	for _, b := range own() {
		if b.spec.Route() == s.Route() {
			return true
		}
	}
	return false
}

// Unbound holds bindings against declarations.
func Unbound(declared []verb.Spec, bound []Binding) error { return unbound(declared, bound) }
