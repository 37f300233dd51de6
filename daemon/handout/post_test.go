package handout_test

import (
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/handout"
)

// at and the rest of the example are those that the specification's own libraries are tested with.
var at = time.Unix(1614265330, 0)

func key(t *testing.T) []byte {
	t.Helper()
	k, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestAnEventIsSignedAsTheSpecificationSays: any library of Standard Webhooks can check it.
func TestAnEventIsSignedAsTheSpecificationSays(t *testing.T) {
	var got http.Header
	var body string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		got, body = r.Header, string(text)
	}))
	defer s.Close()
	r := handout.Receiver{URL: s.URL, Key: key(t)}
	const payload = `{"test": 2432232314}`
	if _, err := r.Post(t.Context(), "msg_p5jXN8AQM9LWM0D4loKWxJek", at, []byte(payload)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
		"webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
	} {
		if got.Get(name) != want {
			t.Errorf("%s: got %q, want %q", name, got.Get(name), want)
		}
	}
	if body != payload {
		t.Errorf("got %q", body)
	}
}

// TestOnlyATakenEventIsTaken: each answer says whether the event is tried again, and no error has the address.
func TestOnlyATakenEventIsTaken(t *testing.T) {
	for status, want := range map[int]struct{ taken, never bool }{
		200: {taken: true}, 204: {taken: true}, 301: {}, 307: {}, 401: {}, 403: {}, 404: {}, 408: {}, 429: {}, 500: {},
		503: {}, 400: {never: true}, 409: {never: true}, 413: {never: true}, 422: {never: true},
	} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			asked := 0
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				asked++
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(status)
			}))
			defer s.Close()
			_, err := handout.Receiver{URL: s.URL + "/?token=secret", Key: key(t)}.Post(t.Context(), "1-a", at, nil)
			if (err == nil) != want.taken || errors.Is(err, handout.ErrNever) != want.never || asked != 1 {
				t.Errorf("%d: got %v after %d requests", status, err, asked)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("the address is in %v", err)
			}
		})
	}
}

// TestAReceiverThatIsNotThere is an error without the address, and one of a foreign authority is none to trust.
func TestAReceiverThatIsNotThere(t *testing.T) {
	gone := httptest.NewServer(nil)
	gone.Close()
	forged := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was told") }))
	defer forged.Close()
	for _, address := range []string{gone.URL, forged.URL} {
		_, err := handout.Receiver{URL: address + "/secret", Key: key(t)}.Post(t.Context(), "1-a", at, nil)
		if err == nil || errors.Is(err, handout.ErrNever) || strings.Contains(err.Error(), "secret") {
			t.Errorf("got %v", err)
		}
	}
}

// TestAnEndlessAnswerIsCut.
func TestAnEndlessAnswerIsCut(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	}))
	defer s.Close()
	answer, err := handout.Receiver{URL: s.URL, Key: key(t)}.Post(t.Context(), "1-a", at, nil)
	if err != nil || len(answer) != 64<<10 {
		t.Errorf("got %d bytes, %v", len(answer), err)
	}
}
