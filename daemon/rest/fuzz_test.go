package rest_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/rest"
)

// FuzzAPI: no request makes the API panic or fail with a fault of its own, and each refusal says why. The methods,
// paths, headers and bodies are the fuzzer's.
func FuzzAPI(f *testing.F) {
	floor := &fake{}
	api := rest.Handler(floor, "test")
	for _, r := range everyRoute(f, api) {
		f.Add(r.method, r.path, "application/json", []byte("{}"))
		f.Add(r.method, r.path+"?from=2026-11-24&to=x&campaign=a%00b&last=-1", "application/yaml", []byte("id: x\n"))
	}
	f.Add("POST", "/reservations", "application/json", []byte(`{"number":"90000001","scope":"own","why":"asked"}`))
	f.Add("POST", "/registers/import?register=own", "text/csv", []byte("number\n90000001\n"))
	f.Add("POST", "/campaigns/../x/leads", "text/csv", []byte("\xff\xfe"))
	f.Add("GET", "/why?number=%2B4790000001&at=2026-11-24T10:00:00Z", "", []byte(nil))
	f.Add("OPTIONS", "*", "", []byte(nil)) // net/http refuses it for every server, without a word
	f.Add("PUT", "//status", "multipart/form-data; boundary=x", []byte("--x--"))
	f.Fuzz(func(t *testing.T, method, target, kind string, body []byte) {
		r, ok := wireRequest(method, target, kind, body)
		if !ok {
			return
		}
		floor.asked = nil
		w := httptest.NewRecorder()
		api.ServeHTTP(w, r.WithContext(t.Context()))
		health := r.URL.Path == "/health" // 503 says that nothing can be dialed
		if w.Code >= 500 && !health {
			t.Errorf("%s %q with %q: %d %s", method, target, body, w.Code, w.Body)
		}
		if w.Code >= 400 && r.Method != http.MethodHead && r.RequestURI != "*" && w.Body.Len() == 0 {
			t.Errorf("%s %q with %q: %d without a word", method, target, body, w.Code)
		}
		if w.Code >= 400 && len(floor.asked) > 0 && !health {
			t.Errorf("%s %q with %q: refused with %d, and the floor was asked %q", method, target, body, w.Code,
				floor.asked)
		}
	})
}

// wireRequest is the request that a server reads of these bytes; ok is false where it reads none.
func wireRequest(method, target, kind string, body []byte) (r *http.Request, ok bool) {
	const form = "%s %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
	head := fmt.Sprintf(form, method, target, kind, len(body))
	r, err := http.ReadRequest(bufio.NewReader(io.MultiReader(strings.NewReader(head), bytes.NewReader(body))))
	return r, err == nil
}

type route struct{ method, path string }

// everyRoute is what the API says that it has, with a value for each part of a path.
func everyRoute(f *testing.F, api http.Handler) (all []route) {
	w := httptest.NewRecorder()
	api.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/openapi.json", nil))
	var doc struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		f.Fatal(err)
	}
	for path, methods := range doc.Paths {
		for method := range methods {
			all = append(all, route{strings.ToUpper(method), strings.ReplaceAll(path, "{id}", "7")})
		}
	}
	slices.SortFunc(all, func(a, b route) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	if len(all) < 40 {
		f.Fatalf("only %d routes were found: the API's description is read wrongly", len(all))
	}
	return all
}
