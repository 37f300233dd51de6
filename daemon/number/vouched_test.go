package number_test

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
)

func TestVouched(t *testing.T) {
	const (
		trunk = "PJSIP/trunk"
		mine  = dialer.Number("+4790000001")
	)
	all := number.Vouched{Trunks: []string{trunk}}
	stir := number.Vouched{Trunks: []string{trunk}, Header: "P-Asserted-Identity", Says: "verstat=TN-Validation-Passed"}
	own := number.Vouched{Trunks: []string{trunk}, Header: "X-Verified", Says: "yes"}
	for _, c := range []struct {
		name     string
		rule     number.Vouched
		endpoint string
		caller   dialer.Number
		header   string
		want     bool
	}{
		{"no caller is believed where nothing is set", number.Vouched{}, trunk, mine, "", false},
		{"the trunk's operator vouches for all", all, trunk, mine, "", true},
		{"another trunk", all, "PJSIP/cheap", mine, "", false},
		{"a trunk whose name only begins so", all, "PJSIP/trunk2", mine, "", false},
		{"a phone of the house", all, "PJSIP/agent1", mine, "", false},
		{"a withheld number", all, trunk, "", "", false},
		{"a verified number", stir, trunk, mine, "<sip:+4790000001@op.example;verstat=TN-Validation-Passed>", true},
		{"with the parameter in the user part, as operators write it", stir, trunk, mine,
			"<sip:+4790000001;verstat=TN-Validation-Passed@op.example;user=phone>", true},
		{"as a tel address", stir, trunk, mine, "<tel:+4790000001;verstat=TN-Validation-Passed>", true},
		{"with a name and other capitals", stir, trunk, mine,
			`"Kari" <sip:90000001@op.example>;VERSTAT=tn-validation-passed`, true},
		{"not verified", stir, trunk, mine, "<sip:+4790000001@op.example;verstat=No-TN-Validation>", false},
		{"failed", stir, trunk, mine, "<sip:+4790000001@op.example;verstat=TN-Validation-Failed>", false},
		{"a longer word than the one that is believed", stir, trunk, mine,
			"<sip:+4790000001@op.example;verstat=TN-Validation-Passed-Not>", false},
		{"no header", stir, trunk, mine, "", false},
		{"verified over another trunk", stir, "PJSIP/cheap", mine,
			"<sip:+4790000001@op.example;verstat=TN-Validation-Passed>", false},
		{"another number is verified", stir, trunk, mine, "<sip:+4790000002@op.example;verstat=TN-Validation-Passed>",
			false},
		{"the caller's name says so", stir, trunk, mine,
			`"a;verstat=TN-Validation-Passed" <sip:+4790000001@op.example>`, false},
		{"the caller's name closes its quotes by a backslash", stir, trunk, mine,
			`"a\";verstat=TN-Validation-Passed;\"" <sip:+4790000001@op.example>`, false},
		{"the caller's name is a whole address", stir, trunk, mine,
			`"<sip:+4790000001@op;verstat=TN-Validation-Passed>" <sip:+4790000001@op.example>`, false},
		{"an unquoted name says so", stir, trunk, mine, `a;verstat=TN-Validation-Passed <sip:+4790000001@op.example>`,
			false},
		{"quotes that do not end", stir, trunk, mine, `"a <sip:+4790000001@op.example;verstat=TN-Validation-Passed>`,
			false},
		{"a second value says so", stir, trunk, mine,
			`<sip:+4790000001@op.example>, <sip:+4790000001@op.example;verstat=TN-Validation-Passed>`, false},
		{"a header of the PBX's own", own, trunk, mine, "yes", true},
		{"which says otherwise", own, trunk, mine, "no", false},
		{"a header and no word that would vouch", number.Vouched{Trunks: []string{trunk}, Header: "X-Verified"}, trunk,
			mine, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.rule.For(c.endpoint, c.caller, c.header); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
