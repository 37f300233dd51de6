package number_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
)

func TestRanges(t *testing.T) {
	for _, tt := range []struct {
		name string
		n    dialer.Number
		why  string // "" where it may be dialed and shown
	}{
		{"fixed, 2", "+4722000001", ""},
		{"fixed, 3", "+4735000001", ""},
		{"fixed, 50", "+4750000001", ""},
		{"fixed, 57", "+4757000001", ""},
		{"fixed, 6", "+4766000001", ""},
		{"fixed, 7", "+4773000001", ""},
		{"mobile, 4", "+4740000001", ""},
		{"mobile, 9", "+4790000001", ""},
		{"machines, 58", "+4758000001", "machines"},
		{"machines, 58 with twelve digits", "+47580000000001", "not 8 digits"},
		{"machines, 59", "+4759000001", "machines"},
		{"free to call", "+4780000001", "special"},
		{"paid by the caller", "+4782900001", "special"},
		{"five digits", "+4702000", "not 8 digits"},
		{"eight digits from 0", "+4702000001", "begins with 0 or 1"},
		{"Sweden", "+4680000001", "foreign"},
		{"USA", "+12025550100", "foreign"},
		{"police", "+47112", "emergency"},
		{"police, bare", "112", "emergency"},
		{"police, behind 00", "0047112", "emergency"},
		{"112 of no country", "+112", "emergency"},
		{"a helpline", "+47116117", "emergency"},
		{"directory", "+471881", "emergency"},
		{"none", "", "not a number"},
		{"without its plus", "4790000001", "not a number"},
		{"with a space", "+47 9000001", "not a number"},
		{"a letter in it", "+479000000a", "not a number"},
		{"a dial string in it", "+4790000001@x", "not a number"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for verb, err := range map[string]error{"dialed": number.MayDial(tt.n), "shown": number.MayShow(tt.n)} {
				if tt.why == "" {
					if err != nil {
						t.Errorf("%q: got %v, want it to be %s", tt.n, err, verb)
					}
					continue
				}
				bad, ok := errors.AsType[dialer.Invalid](err)
				if !ok || !strings.Contains(bad.Why, tt.why) || !strings.Contains(bad.Why, verb) {
					t.Errorf("%q: got %v, want %q and never %s", tt.n, err, tt.why, verb)
				}
			}
		})
	}
}

func TestRefusalsMaskTheNumber(t *testing.T) {
	err := number.MayDial("+4780000001")
	if err == nil || strings.Contains(err.Error(), "80000") {
		t.Errorf("got %v, want a refusal that names three digits only", err)
	}
}

func TestEmergency(t *testing.T) {
	for _, n := range []dialer.Number{
		"110", "112", "113", "+47110", "+47112", "+47113", "0047112", "+112", "911", "+47911", "116117", "+47116000",
		"1881", "+47175", "190",
	} {
		if !number.Emergency(n) {
			t.Errorf("%q: got no emergency number", n)
		}
	}
	for _, n := range []dialer.Number{"", "+4790000001", "+4722000001", "+4711", "+12025550100", "+4747112000"} {
		if got, want := number.Emergency(n), n == "+4711"; got != want {
			t.Errorf("%q: got %t, want %t", n, got, want)
		}
	}
}
