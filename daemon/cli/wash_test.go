package cli_test

import (
	"os"
	"strings"
	"testing"
)

// deliveries replaces whole registers; it must go alike with a daemon and without one. 90000003 was added to "own"
// and to the client's before.
func deliveries(t *testing.T, h house) {
	t.Helper()
	wants(t, h.must(1, "register", "list"), "national", "never delivered", "own", "client/fjellvann")
	// absent is not clear
	wants(t, h.must(2, "wash", h.write("list.csv", "90000001\n"), "--out", h.path("x")), "national was never delivered")
	file := h.write("november.csv",
		"tlf;navn;født\n90000001;Kari Eksempel;1970-01-31\n+47 900 00 002;;\n90000002;;\n;Ola Eksempel;31.12.1985\n")
	columns := []string{"--number-column", "tlf", "--name-column", "navn", "--birth-column", "født"}
	wants(t, h.must(0, append([]string{"register", "import", "national", file, "--expect", "4"}, columns...)...),
		"version 1: 4 rows, 2 numbers (0 before), 2 persons; 1 rows had", "leaned on until")
	wants(t, h.must(1, "register", "check", "90000002"), "is in: national")
	wants(t, h.must(0, "register", "list"), "FRESH-UNTIL", "national          1        2        4")
	refusedDeliveries(t, h)
	wants(t, h.must(0, "register", "export", "national"), "+4790000001\n+4790000002\n")
	wants(t, h.must(0, "register", "export", "own"), "+4790000003\n")

	h.must(0, "register", "add", "90000004", "--register", "national", "--why", "a correction")
	wants(t, h.must(1, "register", "remove", "90000001", "--register", "national", "--why", "a correction"),
		"needs a second person")
	wants(t, h.must(0, "register", "export", "national", "--out", h.path("n.txt")), "")
	if got := h.read("n.txt"); got != "+4790000001\n+4790000002\n+4790000004\n" {
		t.Errorf("the export with a correction: got %q", got)
	}
	washes(t, h)
	h.must(0, "register", "import", "national", h.path("n.txt"), "--shrunk-because", "a smaller test")
	wants(t, h.must(2, "register", "import", "client/unknown", h.path("n.txt")), "unknown")
}

func refusedDeliveries(t *testing.T, h house) {
	t.Helper()
	for _, tt := range []struct {
		name, text string
		args, want []string
	}{
		{"shrunk", "90000001\n", nil, []string{"numbers that version 1 has", "--because"}},
		{"cut short", "90000001\n9000", nil, []string{"line 2", "cut short", "keeps what it has"}},
		{"another count", "90000001\n90000002\n", []string{"--expect", "3"}, []string{"3 were expected"}},
		{"letters", "number\n9000000l\n90000002\n", nil, []string{"line 2", "9000000l"}},
		{"to come", "90000001\n90000002\n", []string{"--delivered", "2999-01-01"}, []string{"2999-01-01"}},
		{"on no day", "90000001\n90000002\n", []string{"--delivered", "yesterday"}, []string{"yesterday"}},
	} {
		args := append([]string{"register", "import", "national", h.write("bad.csv", tt.text)}, tt.args...)
		wants(t, h.must(2, args...), tt.want...)
	}
	wants(t, h.must(0, "register", "list", "--json"), `"version": 1`)
}

func washes(t *testing.T, h house) {
	t.Helper()
	list := h.write("list.csv", "navn,phone\n\"Bø, Per\",900 00 002\nKari,90000003\nOla,90000009\nNils,9000000x\n")
	wants(t, h.must(1, "wash", list, "--out", h.path("washed.csv")), "rows", "national", "25.0 %",
		"the gate still decides", "no letters")
	want := "navn,phone,verdict\n\"Bø, Per\",900 00 " +
		"002,reserved:national\nKari,90000003,reserved:own+client/fjellvann\nOla,90000009,clear\n" +
		"Nils,9000000x,\"refused:only digits, with +, spaces, dots, hyphens and parentheses; no letters, no " +
		"extension\"\n"
	if got := h.read("washed.csv"); got != want {
		t.Errorf("washed: got\n%s\nwant\n%s", got, want)
	}
	if info, err := os.Stat(h.path("washed.csv")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the washed list has mode %v, %v; want 0600", info.Mode(), err)
	}
	list = h.write("list.csv", "90000002\n90000003\n")
	out := h.must(0, "wash", list, "--out", "-", "--registers", "fjellvann,own")
	wants(t, out, "90000002;clear\n90000003;reserved:client/fjellvann+own\n")
	wants(t, h.must(2, "wash", list, "--out", h.path("x"), "--registers", "unknown"), "unknown")
}

func TestAWashNeedsNothingButFiles(t *testing.T) {
	h := house{t, t.TempDir()} // no configuration, no book
	list := h.write("list.csv", "id;phone\n1;900 00 001\n2;+4790000002\n3;90000003\n")
	national, own := h.write("national.txt", "90000001\n90000002\n"), h.write("own.csv", "x;number\n7;90000002\n")
	args := []string{
		"wash", list, "--out", h.path("out.csv"), "--from-files", "national=" + national, "--from-files", "own=" + own,
	}
	wants(t, h.must(0, args...), "clear", "33.3 %", "national", "own")
	if got, want := h.read("out.csv"), "id;phone;verdict\n1;900 00 "+
		"001;reserved:national\n2;+4790000002;reserved:national+own\n3;90000003;clear\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	wants(t, h.must(0, append(args, "--json")...), `"rows": 3`, `"reserved": 2`, `"advice"`)
}

func TestABadWashWritesNothing(t *testing.T) {
	h := house{t, t.TempDir()}
	good, national := h.write("list.csv", "phone\n90000001\n"), h.write("national.txt", "90000001\n")
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"no list", []string{h.path("none.csv")}, "none.csv"},
		{"malformed", []string{h.write("bad.csv", "phone;x\n90000001;\"y\n")}, "line 2"},
		{"no number's column", []string{h.write("nr.csv", "nr;x\n90000001;y\n")}, `"nr"`},
		{"a register's file that is cut short",
			[]string{good, "--from-files", "own=" + h.write("cut.txt", "90000001\n9000")}, "cut short"},
		{"a register twice", []string{good, "--from-files", "national=" + national}, "each register once"},
		{"no name", []string{good, "--from-files", national}, "NAME=FILE"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := house{t, h.dir}
			args := append([]string{"wash", "--out", h.path("out.csv"), "--from-files", "national=" + national},
				tt.args...)
			wants(t, h.must(2, args...), tt.want)
			left, _ := os.ReadDir(h.dir)
			for _, f := range left {
				if f.Name() == "out.csv" || strings.HasPrefix(f.Name(), ".wash-") {
					t.Errorf("%s was left behind", f.Name())
				}
			}
		})
	}
	wants(t, h.must(2, "wash", good, "--out", good, "--from-files", "national="+national), "not the list itself")
	wants(t, h.must(2, "wash", good, "--out", h.path("out.csv")), "configuration")
}
