package number_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       dialer.Number
	}{
		{"eight digits are Norwegian", "90000001", "+4790000001"},
		{"spaces", " 900 00 001 ", "+4790000001"},
		{"no-break spaces from a spreadsheet", "900\u00a000\u202f001", "+4790000001"},
		{"dots and hyphens", "22.00-00-01", "+4722000001"},
		{"parentheses", "(+47) 22 00 00 01", "+4722000001"},
		{"a plus", "+47 22000001", "+4722000001"},
		{"two zeros", "0047 220 00 001", "+4722000001"},
		{"47 before eight digits", "4790000001", "+4790000001"},
		{"47 as the first of eight digits is no country code", "47000001", "+4747000001"},
		{"a number that begins with 47 after its country code", "+4747000001", "+4747000001"},
		{"a special number is a number, though never dialed", "800 00 001", "+4780000001"},
		{"a machine's number is a number, though never dialed", "58000001", "+4758000001"},
		{"a foreign number", "+46 8 000 00 01", "+4680000001"},
		{"a foreign number with 00", "0045 20 00 00 01", "+4520000001"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := number.Parse(tt.text)
			if err != nil || got != tt.want {
				t.Errorf("Parse(%q): got %q, %v; want %q", tt.text, got, err, tt.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, why string }{
		{"nothing", "", "no digits"},
		{"only separators", " -() ", "no digits"},
		{"a country code alone", "+47", "no digits"},
		{"letters", "900 00 OO1", "only digits"},
		{"an extension", "22000001 x12", "only digits"},
		{"two numbers", "90000001/90000002", "only digits"},
		{"a plus within", "47+90000001", "only digits"},
		{"two plus signs", "++4790000001", "only digits"},
		{"digits of another script", "٩٠٠٠٠٠٠١", "only digits"},
		{"seven digits", "9000000", "8 digits"},
		{"nine digits", "900000011", "8 digits"},
		{"a zero in parentheses after the country code", "+47 (0) 22000001", "8 digits"},
		{"47 before seven digits is not taken for a country code", "479000000", "8 digits"},
		{"eight digits that begin with 0", "02200001", "begins with 0 or 1"},
		{"eight digits that begin with 1", "12000001", "begins with 0 or 1"},
		{"fire", "110", "emergency"},
		{"police", "112", "emergency"},
		{"ambulance", "+47 113", "emergency"},
		{"ambulance with 00", "0047113", "emergency"},
		{"an emergency number behind a plus", "+112", "emergency"},
		{"a harmonised short number", "116 117", "emergency"},
		{"the same behind a plus", "+116117", "emergency"},
		{"directory enquiries", "1881", "emergency"},
		{"a five-digit number", "02000", "five-digit"},
		{"a machine's number", "58 00 00 00 00 01", "machines"},
		{"more than any plan has", strings.Repeat("9", 30), "too many"},
		{"no such country", "+999 0000 0001", "no number of any"},
		{"a foreign number with its trunk zero", "+46 (0)8 000 00 01", "leading zero"},
		{"zeros only", "00 000 000", "no number of any"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := number.Parse(tt.text)
			bad, ok := errors.AsType[dialer.Invalid](err)
			if !ok || got != "" || !strings.Contains(bad.Why, tt.why) {
				t.Errorf("Parse(%q): got %q, %v; want a refusal with %q", tt.text, got, err, tt.why)
			}
		})
	}
}

// FuzzParse holds three promises: what may be dialed is of a range of norm 2.10, parsing is stable, and the library,
// whose own idea of a valid number decides nothing, reads the same digits.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"90000001", "+4722000001", "0047 900 00 001", "4790000001", "112", "+47113", "116117",
		"1881",
		"02000", "80000001", "58000001", "59000001", "580000000001", "+4680000001", "00", "+", "12345678", "+1 12",
		"(٩)", "+47 0 22000001"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := number.Parse(text)
		if err != nil {
			if n != "" {
				t.Fatalf("Parse(%q) gave both %q and %v", text, n, err)
			}
			return
		}
		if again, err := number.Parse(string(n)); err != nil || again != n {
			t.Fatalf("Parse(%q) gave %q, which parses as %q, %v", text, n, again, err)
		}
		if number.Emergency(n) {
			t.Fatalf("Parse(%q) gave the emergency number %q", text, n)
		}
		checkDialable(t, n)
		checkLibrary(t, text, n)
	})
}

// checkDialable spells the ranges of norm 2.10 out once more, in another way than the code.
func checkDialable(t *testing.T, n dialer.Number) {
	t.Helper()
	may := number.MayDial(n) == nil
	if show := number.MayShow(n) == nil; show != may {
		t.Fatalf("%q: may be dialed %t, shown %t", n, may, show)
	}
	national, norwegian := strings.CutPrefix(string(n), "+47")
	want := norwegian && len(national) == 8 && strings.Contains("2345679", national[:1]) &&
		!strings.HasPrefix(national, "58") && !strings.HasPrefix(national, "59")
	if may != want {
		t.Fatalf("%q: may be dialed %t; norm 2.10 says %t", n, may, want)
	}
}

func checkLibrary(t *testing.T, text string, n dialer.Number) {
	t.Helper()
	if !strings.HasPrefix(string(n), "+47") {
		return
	}
	parsed, err := phonenumbers.Parse(string(n), "NO")
	if err != nil {
		t.Fatalf("Parse(%q) gave %q, which the library refuses: %v", text, n, err)
	}
	if got := phonenumbers.Format(parsed, phonenumbers.E164); got != string(n) {
		t.Fatalf("Parse(%q) gave %q, the library %q", text, n, got)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := number.Parse("900 00 001"); err != nil {
			b.Fatal(err)
		}
	}
}
