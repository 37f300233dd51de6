package tryout_test

import (
	"maps"
	"strconv"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/tryout"
)

func TestWhatCanBeANumberIsNoExtension(t *testing.T) {
	for _, text := range []string{
		"", "1", "90000001", "+4790000001", "004790000001", "22000001", "2200000", "02800", "09000", "110", "112", "113",
		"116117", "11611", "1881", "1850", "123456", "0", "0102", "0046123456", "580000000001", "102 ", "10a", "١٠٢",
		"102@trunk", "102/../trunk", "Local/102@from-internal", "PJSIP/102", "102&PJSIP/103", "102,30", "*50", "#102",
		"90000001@102", "Dongle/dongle0/90000001",
	} {
		if e, err := tryout.Read(text); err == nil {
			t.Errorf("%q can be tried, as %s", text, e)
		}
		if _, err := tryout.Extension(text).Device(); err == nil {
			t.Errorf("%q is dialed, although Read refuses it", text)
		}
	}
	for _, text := range []string{"10", "102", "120", "199", "201", "2001", "1001", "1900", "20102", "900001"} {
		e, err := tryout.Read(text)
		if err != nil {
			t.Error(err)
		}
		if d, err := e.Device(); err != nil || d != "PJSIP/"+text {
			t.Errorf("%s: %s, %v", text, d, err)
		}
	}
}

// TestNoTextIsANumberAndAnExtension holds every text that passes against the plan itself.
func TestNoTextIsANumberAndAnExtension(t *testing.T) {
	passed := 0
	for n := 0; n < 2_000_000; n += 1 + n/20_000 {
		text := strconv.Itoa(n)
		if _, err := tryout.Read(text); err != nil {
			continue
		}
		passed++
		switch number.ReadDialed(text, number.Dialing{}).Kind {
		case number.Subscriber, number.Foreign, number.Service:
			t.Fatalf("%s passes, and rings a number", text)
		}
	}
	if passed < 20_000 {
		t.Errorf("only %d texts pass", passed)
	}
}

func phone(change ...string) tryout.Phone {
	p := tryout.Phone{Online: true, Fields: map[string]string{
		"aors": "102", "context": "from-internal", "redirect_method": "user", "outbound_auth": "", "from_user": "",
	}}
	for i := 0; i < len(change); i += 2 {
		p.Fields[change[i]] = change[i+1]
	}
	return p
}

func TestATryRingsAPhoneAlone(t *testing.T) {
	fixed := func(contact string) tryout.Phone { p := phone(); p.Fixed = []string{contact}; return p }
	off := phone()
	off.Online = false
	for name, c := range map[string]struct {
		phone tryout.Phone
		house tryout.House
		want  string // part of the reason; "": may be tried
	}{
		"a phone":                    {phone: phone()},
		"a phone of a test":          {phone: fixed("sip:102@127.0.0.1:5070")},
		"nothing is known":           {want: "no phone PJSIP/102"},
		"no addresses":               {phone: phone("aors", ""), want: "no phone"},
		"not registered":             {phone: off, want: "not registered"},
		"logs in at an operator":     {phone: phone("outbound_auth", "operator"), want: "outbound_auth"},
		"an operator's user":         {phone: phone("from_user", "22000001"), want: "from_user"},
		"an operator's domain":       {phone: phone("from_domain", "example.no"), want: "from_domain"},
		"behind an operator's proxy": {phone: phone("outbound_proxy", "sip:example.no"), want: "outbound_proxy"},
		"sends calls on":             {phone: phone("redirect_method", "uri_pjsip"), want: "redirect_method"},
		"may send calls on":          {phone: phone("redirect_method", ""), want: "redirect_method"},
		"a fixed address":            {phone: fixed("sip:203.0.113.9"), want: "fixed"},
		"an address of no reading":   {phone: fixed("example.no"), want: "fixed"},
		"a name of this machine":     {phone: fixed("sip:102@127.0.0.1.example.no"), want: "fixed"},
		"the trunk of asterisk.dial": {
			phone: phone(), house: tryout.House{Dial: "PJSIP/{number}@102"}, want: "trunk",
		},
		"a trunk that vouches": {phone: phone(), house: tryout.House{Trunks: []string{"PJSIP/102"}}, want: "trunk"},
		"another trunk":        {phone: phone(), house: tryout.House{Dial: "PJSIP/{number}@1021"}},
		"the agent's own":      {phone: phone(), house: tryout.House{Agent: "PJSIP/102"}, want: "own phone"},
	} {
		got := tryout.Refuse("102", c.phone, c.house)
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := tryout.Refuse("90000001", phone(), tryout.House{}); got == "" {
		t.Error("a number with a phone's configuration is tried")
	}
	p := phone()
	if before := maps.Clone(p.Fields); tryout.Refuse("102", p, tryout.House{}) != "" || !maps.Equal(before, p.Fields) {
		t.Error("the rule changes what it reads")
	}
}

func TestLoopback(t *testing.T) {
	for contact, want := range map[string]bool{
		"sip:102@127.0.0.1:5060": true, "sip:127.0.0.1": true, "sip:102@[::1]:5060;transport=udp": true,
		"sip:102@10.0.0.1": false, "sip:127.0.0.1@203.0.113.9": false, "sip:localhost": false, "": false,
		"sips:102@127.0.0.1": false, "sip:102@203.0.113.9;x=@127.0.0.1": false, "tel:90000001": false,
	} {
		if got := tryout.Loopback(contact); got != want {
			t.Errorf("%q: %v", contact, got)
		}
	}
}
