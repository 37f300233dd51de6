package sqlite

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// A checkpoint is signed by the key of the day on which it was made. So anyone with the master key of an earlier
// backup, but no key of a day, cannot make a checkpoint that a start accepts.

const signedCheckpoint dialer.FactKind = "checkpoint" // in what is signed; no fact is of this kind

// signCheckpoint gives the key in use and its signature over a checkpoint; nothing where no key is in use.
func (s *Store) signCheckpoint(at head, doc []byte) []byte {
	s.days.mu.Lock()
	defer s.days.mu.Unlock()
	if s.loadDays(context.Background()) != nil {
		return nil
	}
	k, err := s.place.readDayKey(s.days.install, s.days.ring.cur)
	if err != nil || k.private == nil {
		return nil
	}
	defer clear(k.private)
	sum := sha256.Sum256(doc)
	return append(append([]byte{}, k.Key...), k.sign(at, signedCheckpoint, dialer.Proof{Day: k.Day, Key: sum[:]})...)
}

// checkpointSigned says why a checkpoint is not signed by a key that was in use at its position or later; "" if it is,
// or if the journal had no day keys then.
func (s *Store) checkpointSigned(ctx context.Context, at head, doc, signature []byte) (why string, err error) {
	r, _, err := readRing(ctx, s.read)
	if err != nil || len(r.rows) == 0 || r.rows[0].Begins > at.seq {
		return "", err
	}
	if len(signature) != ed25519.PublicKeySize+ed25519.SignatureSize {
		return "it is not signed by the key of its day", nil
	}
	key := signature[:ed25519.PublicKeySize]
	day, closed, known := r.dayOf(key)
	sum := sha256.Sum256(doc)
	message := at.toSign(signedCheckpoint, dialer.Proof{Day: day, Key: sum[:]})
	if !known || closed > 0 && closed <= at.seq || !signs(key, message, signature[len(key):]) {
		return "its signature is not of a day's key that was in use then", nil
	}
	return "", nil
}
