package registers_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/test/redistest"
)

// A person that one daemon reserves would seem free to another that hashes persons by another secret.
func TestADaemonWithAnotherSecretForPersonsBelievesNothing(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	by := func(origin, mark string) *redis.Sets {
		s := redis.Open(store(t, t.TempDir()),
			redis.Options{Addresses: []string{r.Addr()}, Origin: origin, Persons: mark,
				Grace: 500 * time.Millisecond, Log: quiet()})
		t.Cleanup(func() { s.Close() })
		return s
	}
	first := by("first", "one secret")
	ready(t, first)
	same, other := by("same", "one secret"), by("other", "another secret")
	ready(t, same)
	for range 20 {
		got, err := other.Check(t.Context(), who(1), []dialer.RegisterID{dialer.Own})
		if err == nil {
			t.Fatalf("answered %v", got)
		}
		if !strings.Contains(err.Error(), "person_secret_file") && !strings.Contains(err.Error(), "deadline") {
			t.Errorf("not told why: %v", err)
		}
	}
	if got := one(t, same, who(1), dialer.Own); got.Answer != dialer.Clear {
		t.Errorf("the one with the same secret: %v", got)
	}
}
