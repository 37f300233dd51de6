package live_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest/live"
	"github.com/ringevett/ringevett/daemon/verb"
)

// asked counts how often the floor is asked for.
type asked struct {
	n   atomic.Int64
	err atomic.Pointer[error]
}

func (a *asked) hub() *live.Hub {
	return live.New(live.Ports{
		Status: func(context.Context) (verb.Status, error) {
			a.n.Add(1)
			if err := a.err.Load(); err != nil {
				return verb.Status{}, *err
			}
			return verb.Status{At: time.Now()}, nil
		},
		Staff:     func(context.Context) ([]dialer.User, error) { return nil, nil },
		Campaigns: func(context.Context) ([]verb.Campaign, error) { return nil, nil },
	})
}

func watch(t *testing.T, h *live.Hub, session string) (<-chan live.Look, func()) {
	t.Helper()
	looks, leave, err := h.Watch(session)
	if err != nil {
		t.Fatal(err)
	}
	return looks, leave
}

func TestTheFloorIsAskedOnceForAll(t *testing.T) {
	for _, viewers := range []int{1, 50} {
		synctest.Test(t, func(t *testing.T) {
			a := &asked{}
			h := a.hub()
			var leaves []func()
			for i := range viewers {
				_, leave := watch(t, h, string(rune('a'+i)))
				leaves = append(leaves, leave)
			}
			time.Sleep(time.Minute + time.Second/2)
			if got := a.n.Load(); got != 61 {
				t.Errorf("%d viewers: asked %d times in a minute", viewers, got)
			}
			for _, leave := range leaves {
				leave()
			}
			h.Wait()
			time.Sleep(time.Hour)
			if got := a.n.Load(); got > 62 {
				t.Errorf("while no one looks: asked %d times", got)
			}
		})
	}
}

func TestPagesLoadedAtOnceShareALook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &asked{}
		h := a.hub()
		for range 100 {
			if _, err := h.Look(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := a.n.Load(); got != 1 {
			t.Errorf("asked %d times", got)
		}
		time.Sleep(time.Second)
		if l, err := h.Look(t.Context()); err != nil || l.Seq != 2 {
			t.Errorf("after a second: %d, %v", l.Seq, err)
		}
	})
}

// A look that failed is not given: a page that hears nothing says that it is old.
func TestAFloorThatDoesNotAnswerIsNotTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &asked{}
		h := a.hub()
		looks, leave := watch(t, h, "a")
		first := <-looks
		away := errors.New("the engine does not answer")
		a.err.Store(&away)
		time.Sleep(time.Minute)
		select {
		case l := <-looks:
			t.Errorf("got look %d", l.Seq)
		default:
		}
		a.err.Store(nil)
		if l := <-looks; l.Seq <= first.Seq {
			t.Errorf("got look %d after %d", l.Seq, first.Seq)
		}
		leave()
		h.Wait()
	})
}

// Who does not read keeps the others from nothing, and then gets the newest look.
func TestASlowReaderGetsLessNotLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := (&asked{}).hub()
		slow, leaveSlow := watch(t, h, "slow")
		quick, leaveQuick := watch(t, h, "quick")
		var last live.Look
		for range 20 {
			last = <-quick
		}
		synctest.Wait()
		if got := <-slow; got.Seq != last.Seq {
			t.Errorf("got look %d, want the newest, %d", got.Seq, last.Seq)
		}
		leaveSlow()
		leaveQuick()
		h.Wait()
	})
}

func TestWindowsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := (&asked{}).hub()
		var leaves []func()
		for range 5 {
			_, leave := watch(t, h, "a")
			leaves = append(leaves, leave)
		}
		if _, _, err := h.Watch("a"); !errors.Is(err, live.ErrFull) {
			t.Errorf("the sixth: got %v", err)
		}
		leaves[0]()
		leaves[0]() // twice does no harm
		_, leave := watch(t, h, "a")
		leave()
		for _, leave := range leaves {
			leave()
		}
		h.Wait()
	})
}
