package telephony

import (
	"fmt"
	"strconv"
	"strings"
)

// oldest is the first release with all that our calls need; older ones lack the event filter and external media.
var oldest = version{16, 6}

// inhibits is the first release that can keep connected-line updates off a channel that joins a bridge.
var inhibits = version{22, 0}

// version is a release: branch, minor.
type version struct{ branch, minor int }

func (v version) before(w version) bool {
	return v.branch < w.branch || v.branch == w.branch && v.minor < w.minor
}

// known are faults of releases that matter to us, by the first release of each branch without them. A branch that is
// not named never got the mend, unless it is newer than all that are.
var known = [...]struct {
	mended []version
	what   string
}{
	{[]version{{20, 17}, {22, 7}, {23, 1}},
		"it does not tell the SIP code of a failed call: a call that the trunk forbids (403) is counted as busy"},
	{[]version{{20, 20}, {21, 12}, {22, 10}, {23, 4}},
		"a read-only ARI user can write over a WebSocket (mended in June 2026)"},
}

// judgeVersion says what is to be known of a release, told as Asterisk tells it: "22.10.1" or "22.10.1~dfsg…".
func judgeVersion(text string) (Level, string) {
	v, ok := parseVersion(text)
	switch {
	case !ok:
		return Warn, fmt.Sprintf("Asterisk calls itself %q, which is no release we know", text)
	case v.before(oldest):
		return Fail, fmt.Sprintf("Asterisk %s is too old: %d.%d is the oldest that works, 22 is what we test on", text,
			oldest.branch, oldest.minor)
	case strings.Contains(text, "-rc"):
		return Warn, fmt.Sprintf("Asterisk %s is a release candidate: take the release", text)
	}
	var faults []string
	for _, k := range known {
		if !mendedIn(v, k.mended) {
			faults = append(faults, k.what)
		}
	}
	if len(faults) > 0 {
		return Warn, fmt.Sprintf("Asterisk %s works, but %s", text, strings.Join(faults, "; "))
	}
	return OK, "Asterisk " + text
}

func mendedIn(v version, mended []version) bool {
	newest := mended[len(mended)-1]
	for _, m := range mended {
		if m.branch == v.branch {
			return !v.before(m)
		}
	}
	return v.branch > newest.branch
}

func parseVersion(text string) (version, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if len(parts) < 2 {
		return version{}, false
	}
	branch, err1 := strconv.Atoi(parts[0])
	minor, err2 := strconv.Atoi(parts[1])
	return version{branch, minor}, err1 == nil && err2 == nil && branch < 100
}
