package tick_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/tick"
)

func TestEachGoesOnUntilItsContextEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute+time.Second)
		defer cancel()
		n := 0
		tick.Each(ctx, time.Minute, func() { n++ })
		if n != 3 {
			t.Errorf("called %d times in three minutes, want 3", n)
		}
	})
}

func TestAPauseEndsInTimeOrWithItsContext(t *testing.T) {
	for name, tt := range map[string]struct{ until, want time.Duration }{
		"the whole pause": {time.Hour, time.Minute}, "a context that ends": {time.Second, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), tt.until)
				defer cancel()
				began := time.Now()
				tick.Pause(ctx, time.Minute)
				if took := time.Since(began); took != tt.want {
					t.Errorf("took %v, want %v", took, tt.want)
				}
			})
		})
	}
}
