package rest_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// A file that is refused before it is read is refused with the reason, however long it is, also to a client that
// reads the answer only once it has sent everything.
func TestALongFileThatIsNotReadIsRefusedWithTheReason(t *testing.T) {
	why := dialer.Invalid{Field: "campaign", Value: "autumn", Why: "one that is not archived"}
	path := filepath.Join(t.TempDir(), "s")
	s, err := rest.Listen(path, &fake{unread: true, err: why}, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	c, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	const size = 20 << 20
	head := fmt.Sprintf("POST /campaigns/autumn/leads HTTP/1.1\r\nHost: x\r\nContent-Type: "+
		"text/csv\r\nContent-Length: %d\r\n\r\n", size)
	if _, err := io.Copy(c, io.MultiReader(strings.NewReader(head), nines(size))); err != nil {
		t.Fatalf("the file was not taken to its end: %v", err)
	}
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(text), why.Why) {
		t.Errorf("got %s %s, %v; want 422 and why", res.Status, text, err)
	}
}

// The floor is told of a file that breaks off, and of one that is too long, by an error instead of its end.
func TestAFileThatIsNotWholeIsToldSo(t *testing.T) {
	for name, text := range map[string]io.Reader{
		"broken off": io.MultiReader(nines(3<<20), iotest.ErrReader(errors.New("the stick was pulled"))),
		"too long":   io.LimitReader(endless{}, 513<<20),
	} {
		f := &fake{}
		_, err := rest.Call(t.Context(), serve(t, f), verb.ImportLeads, verb.LeadsFile{Campaign: "autumn", Text: text})
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
