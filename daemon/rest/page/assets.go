package page

import (
	"bytes"
	"compress/gzip"
	"embed"
	"net/http"
	"path"
	"strings"
)

//go:embed assets/page.css assets/live.js assets/idiomorph.min.js
var assetFiles embed.FS

// asset is a file of the page under the name of its content.
type asset struct {
	path, kind   string
	text, zipped []byte
}

// assets are all of them by their files' names.
type assets map[string]asset

func readAssets() (assets, error) {
	all := assets{}
	for _, name := range []string{"page.css", "live.js", "idiomorph.min.js"} {
		text, err := assetFiles.ReadFile("assets/" + name)
		if err != nil {
			return nil, err
		}
		a := asset{text: text, kind: "text/javascript; charset=utf-8"}
		ext := path.Ext(name)
		if ext == ".css" {
			a.kind = "text/css; charset=utf-8"
		}
		a.path = "/assets/" + strings.TrimSuffix(name, ext) + "." + hashOf(text) + ext
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level exists
		z.Write(text)
		if err := z.Close(); err != nil {
			return nil, err
		}
		a.zipped = b.Bytes()
		all[name] = a
	}
	return all, nil
}

func (a assets) path(name string) string { return a[name].path }

// version changes when any of them does.
func (a assets) version() string {
	return hashOf([]byte(a.path("page.css") + a.path("live.js") + a.path("idiomorph.min.js")))
}

// ServeHTTP gives a file; another hash than today's is not found.
func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, one := range a {
		if one.path != r.URL.Path {
			continue
		}
		h := w.Header()
		h.Set("Content-Type", one.kind)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Vary", "Accept-Encoding")
		text := one.text
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			text = one.zipped
		}
		w.Write(text)
		return
	}
	http.NotFound(w, r)
}
