package number_test

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/number"
)

func TestWhatStandsForNobody(t *testing.T) {
	for text, want := range map[string]bool{
		"02000": true, "113": true, "00000000": true, "0": true, "580000000001": true, "+47 113": true,
		"0047 02000": true, "116117": true,
		"1881": true, "12345678": true, "01234567": true, "00 00 00 01": true,
		"": false, "90000001": false, "9000": false, "90": false, "900000011": false, "x": false, "-113": false,
		"0090000001": false,
		"1":          false, "12": false, "+4": false, "47": false, "+46 113": false, "01999": false, "11.5": false,
		"911": false,
	} {
		if got := number.NoPerson(text); got != want {
			t.Errorf("%q: got %t, want %t", text, got, want)
		}
	}
}

// FuzzNoPerson holds that what may be a person's number is never said to be no person's.
func FuzzNoPerson(f *testing.F) {
	for _, s := range []string{"02000", "90000001", "+4790000001", "0047113", "580000000001", "00000000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if n, err := number.Parse(text); err == nil && number.NoPerson(text) {
			t.Errorf("%q reads as %s, and as no person's", text, n)
		}
	})
}
