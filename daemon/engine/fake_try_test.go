package engine_test

import (
	"fmt"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/tryout"
)

// tried is the channel of a story's only try.
const tried = "t1"

// try takes "anna 102", "anna 102 refused REASON", "rings", "answers", "keys 1", "hangs up 17", "ends".
func (f *floor) try(w []string) error {
	switch w[0] {
	case "rings":
		f.tell(engine.TryRinging{Channel: tried})
	case "answers":
		f.tell(engine.TryAnswered{Channel: tried})
	case "keys":
		f.tell(engine.TryKey{Channel: tried, Digit: w[1][0]})
	case "hangs":
		var cause int
		if len(w) > 2 {
			fmt.Sscan(w[2], &cause)
		}
		f.desk.lose(tried)
		f.tell(engine.CallerGone{Channel: tried, Cause: cause})
	case "ends":
		return f.e.EndTry(f.t.Context(), "ended by cli:kari")
	default:
		return f.beginTry(w)
	}
	return nil
}

func (f *floor) beginTry(w []string) error {
	err := f.e.BeginTry(f.t.Context(), engine.TryOrder{
		Channel: tried, Extension: tryout.Extension(w[1]), Agent: dialer.AgentID(w[0]), Campaign: f.camp.ID,
		By: "cli:kari", House: tryout.House{Dial: "PJSIP/{number}@trunk"},
		Phone: tryout.Phone{Online: true, Fields: map[string]string{"aors": w[1], "redirect_method": "user"}},
	})
	if len(w) > 2 && w[2] == "refused" {
		if want := strings.Join(w[3:], " "); err == nil || !strings.Contains(err.Error(), want) {
			return fmt.Errorf("the try: %v, want a refusal with %q", err, want)
		}
		return nil
	}
	return err
}
