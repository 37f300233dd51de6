package sqlite

import (
	"context"
	"fmt"
)

// Install gives the six hexadecimal digits that mark this installation's channels on the PBX. They are drawn once, when
// the journal is made.
func (s *Store) Install(ctx context.Context) (string, error) {
	var id string
	if err := s.read.QueryRowContext(ctx, `SELECT id FROM install`).Scan(&id); err != nil {
		return "", fmt.Errorf("read the mark of this installation: %w", err)
	}
	return id, nil
}
