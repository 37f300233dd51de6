package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/check"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/dialplan"
)

// flavour is where a kind of PBX wants what is pasted.
type flavour struct {
	user   func(user string) string // how the ARI user comes to be
	custom string                   // the file for what an admin adds to the dialplan
	phones string                   // the context that an admin may add to; "": the one in which the phones dial
	owner  string                   // of Asterisk's files
}

const fileOfUsers = "at the end of /etc/asterisk/ari.conf, then: asterisk -rx 'module reload res_ari.so'"

func onPage(page string) func(string) string {
	return func(user string) string {
		return fmt.Sprintf("on the web page %s: user %s, password as below, type plain, read only no", page, user)
	}
}

var flavours = map[string]flavour{
	"plain": {
		user: func(string) string { return fileOfUsers }, custom: "/etc/asterisk/extensions.conf", owner: "asterisk",
	},
	"freepbx": {
		user:   onPage("Settings, Asterisk REST Interface Users"),
		custom: "/etc/asterisk/extensions_custom.conf", phones: "from-internal-custom", owner: "asterisk",
	},
	"issabel": {
		user: func(string) string { return fileOfUsers }, custom: "/etc/asterisk/extensions_custom.conf",
		phones: "from-internal-custom", owner: "asterisk",
	},
}

// steps are what is pasted, one after the other, and whether it is there.
type steps struct {
	t    *tool
	c    config.Config
	a    answers
	open int
}

func (s *steps) done(what, how string) { fmt.Fprintf(s.t.Out, "done: %s: %s\n", what, how) }

func (s *steps) left(what, how string) {
	s.open++
	fmt.Fprintf(s.t.Out, "\nTO DO: %s: %s\n", what, strings.TrimRight(how, "\n"))
}

func (s *steps) of() flavour { return flavours[s.a.flavour] }

// ariUser is the first snippet.
func (s *steps) ariUser(seen check.PBXSeen) {
	if seen.Away == "" {
		s.done("the ARI user", fmt.Sprintf("%s answers as Asterisk %s", s.c.Asterisk.URL, seen.Version))
		return
	}
	password, err := s.c.Asterisk.Password()
	text := ""
	if err == nil {
		text, err = dialplan.ARI(s.c.Asterisk.User, password)
	}
	if err != nil {
		s.left("the ARI user", err.Error())
		return
	}
	s.left("the ARI user", fmt.Sprintf("%s\nPaste this %s\n\n%s\nWhere Asterisk has no HTTP server yet: "+
		"ringevett dialplan --http", seen.Away, s.of().user(s.c.Asterisk.User), text))
}

// dialplan is the second.
func (s *steps) dialplan(seen check.PBXSeen) {
	want := strconv.Itoa(dialplan.Version)
	if seen.Dialplan == want {
		s.done("the dialplan", "version "+want+" is loaded")
		return
	}
	have := "it is not loaded"
	if seen.Dialplan != "" {
		have = "version " + seen.Dialplan + " is loaded, this program prints " + want
	}
	s.left("the dialplan", fmt.Sprintf("%s\nSave it, as root:\n    sudo -u ringevett ringevett dialplan | "+
		"install -o %s -m 0600 /dev/stdin /etc/asterisk/ringevett.conf\nAt the end of %s, once:\n\n"+
		"#tryinclude \"ringevett.conf\"\n\nThen: asterisk -rx 'dialplan reload'", have, s.of().owner, s.of().custom))
}

// codes are the third: the agents' codes, where their phones dial.
func (s *steps) codes(seen check.PBXSeen) {
	in := map[string]bool{}
	for _, phone := range s.a.phones {
		if context := seen.Contexts[phone]; !seen.Codes[phone] {
			if s.of().phones != "" {
				context = s.of().phones
			}
			in[context] = true
		}
	}
	if len(in) == 0 {
		s.done("the agents' codes", fmt.Sprintf("%d phones can dial %s", len(s.a.phones), s.c.Agents.LoginCode))
		return
	}
	for context := range in {
		if context == "" {
			context = "the context in which the agents' phones dial"
		}
		s.left("the agents' codes", fmt.Sprintf("in %s, in the context [%s]:\n\ninclude => ringevett-agents\n\n"+
			"Then: asterisk -rx 'dialplan reload'", s.of().custom, context))
	}
}

func (s *steps) end() error {
	if s.open > 0 {
		fmt.Fprintf(s.t.Out, "\n%d left. Run ringevett setup again after it.\n", s.open)
		return errLook
	}
	fmt.Fprintln(s.t.Out, "all is done. Next: ringevett init, client add, agent add, campaign add; then: "+
		"ringevett check, and ringevett try EXTENSION --agent NAME")
	return nil
}
