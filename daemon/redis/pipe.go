package redis

import (
	"context"

	"github.com/redis/go-redis/v9"
)

const pipePage = 2000 // commands in one go; each is short, and other clients' come between

// pipe sends what fill puts into p, a page at a time. fill calls yield after each command.
func (s *Sets) pipe(ctx context.Context, fill func(p redis.Pipeliner, yield func() error) error) error {
	p, n := s.bulk.Pipeline(), 0
	err := fill(p, func() error {
		if n++; n%pipePage != 0 {
			return nil
		}
		_, err := p.Exec(ctx)
		return err
	})
	if err == nil && p.Len() > 0 {
		_, err = p.Exec(ctx)
	}
	return err
}
