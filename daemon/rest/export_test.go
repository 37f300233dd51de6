package rest

import (
	"context"
	"net/http"
)

// OwnOnly turns away strangers.
func OwnOnly(next http.Handler) http.Handler { return ownOnly(next) }

// WithUser gives a request's context as if that user were at the other end.
func WithUser(ctx context.Context, uid uint32) context.Context {
	return context.WithValue(ctx, peerKey{}, peer{uid, true})
}
