package engine_test

import (
	"strings"

	"github.com/sirupsen/logrus"
)

// breachHook hears of every invariant that breaks; any of them fails the test.
type breachHook struct {
	f    *floor
	life int64
}

func (h *breachHook) Levels() []logrus.Level { return []logrus.Level{logrus.ErrorLevel} }

func (h *breachHook) Fire(en *logrus.Entry) error {
	if what, breach := strings.CutPrefix(en.Message, "the floor is not what it should be: "); breach &&
		h.life == h.f.life.Load() {
		h.f.breach(what)
	}
	return nil
}

// breach notes a broken invariant, and fails the test where no test of the invariants expects it.
func (f *floor) breach(what string) {
	f.mu.Lock()
	f.broken = append(f.broken, what)
	f.mu.Unlock()
	f.note("house BROKEN: %s", what)
	if !f.mayBreak {
		f.t.Errorf("%s: %s", f.now().Format("15:04:05.000"), what)
	}
}
