package engine

import (
	"context"
	"time"
)

// Miscounted compares what the floor keeps as numbers with a full scan.
func (e *Engine) Miscounted(ctx context.Context) error {
	return e.ask(ctx, func(time.Time) error { return e.miscounted() })
}
