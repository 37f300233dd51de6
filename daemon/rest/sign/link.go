package sign

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/people"
)

// LinkLasts is how long a link is good for.
const LinkLasts = time.Minute

// maxLinks is how many links may be good at once; the oldest goes first.
const maxLinks = 100

// ErrLink says that a link lets no one in.
var ErrLink = errors.New("the link was used, is older than a minute, or was never given")

// links are the one-time links that are good now. Of each only the hash is kept.
type links struct {
	mu  sync.Mutex
	all []link
}

type link struct {
	hash  [sha256.Size]byte
	who   dialer.UserID
	until time.Time
}

// Link gives a one-time secret to the person who asks, by the name that the journal has.
func (s *Sessions) Link(ctx context.Context, by string) (secret string, until time.Time, err error) {
	all, err := s.p.Staff(ctx)
	if err != nil {
		return "", until, err
	}
	p, found := people.Named(people.Active(all), by)
	if !found || p.Kind != dialer.KindPerson {
		return "", until, fmt.Errorf("%w: the page is for people in the book: ringevett person add ID --name NAME "+
			"--login LOGIN --roles ROLES", dialer.ErrRefused)
	}
	secret, until = rand.Text()+rand.Text(), s.p.Now().Add(LinkLasts) // 256 bits
	s.links.mu.Lock()
	defer s.links.mu.Unlock()
	s.links.all = append(s.links.all, link{sha256.Sum256([]byte(secret)), p.ID, until})
	if over := len(s.links.all) - maxLinks; over > 0 {
		s.links.all = s.links.all[over:]
	}
	return secret, until, nil
}

// take uses a link up.
func (l *links) take(secret string, now time.Time) (dialer.UserID, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	hash := sha256.Sum256([]byte(secret))
	for i, one := range l.all {
		if one.hash == hash {
			l.all = append(l.all[:i:i], l.all[i+1:]...)
			return one.who, now.Before(one.until)
		}
	}
	return "", false
}
