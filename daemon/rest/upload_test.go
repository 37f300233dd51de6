package rest_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
)

// A file that is refused before it is read is refused with the reason, however long it is: the client sends it to its end.
func TestALongFileThatIsNotReadIsRefusedWithTheReason(t *testing.T) {
	why := dialer.Invalid{Field: "campaign", Value: "autumn", Why: "one that is not archived"}
	remote := serve(t, &fake{unread: true, err: why})
	for range 3 {
		_, _, err := remote.ImportLeads(t.Context(), rest.LeadsFile{Campaign: "autumn", Text: nines(20 << 20)}, "")
		if err == nil || err.Error() != why.Error() {
			t.Errorf("got %v, want %v", err, why)
		}
	}
}

// The floor is told of a file that breaks off, and of one that is too long, by an error instead of its end.
func TestAFileThatIsNotWholeIsToldSo(t *testing.T) {
	for name, text := range map[string]io.Reader{
		"broken off": io.MultiReader(nines(3<<20), iotest.ErrReader(errors.New("the stick was pulled"))),
		"too long":   io.LimitReader(endless{}, 513<<20),
	} {
		f := &fake{}
		_, _, err := serve(t, f).ImportLeads(t.Context(), rest.LeadsFile{Campaign: "autumn", Text: text}, "")
		if err == nil || len(f.asked) > 0 {
			t.Errorf("%s: got %v, %v; want an error and no import", name, err, f.asked)
		}
		if name == "too long" && !strings.Contains(err.Error(), "at most 512 MB") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '9'
	}
	return len(p), nil
}
