package config_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// invalids unfolds a joined error.
func invalids(err error) []dialer.Invalid {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var all []dialer.Invalid
		for _, e := range many.Unwrap() {
			all = append(all, invalids(e)...)
		}
		return all
	}
	var bad dialer.Invalid
	if errors.As(err, &bad) {
		return []dialer.Invalid{bad}
	}
	return nil
}

// A fault is one and names its key, and its reason holds the given words.
func wantFault(t *testing.T, err error, field, why string) {
	t.Helper()
	bad := invalids(err)
	if len(bad) != 1 || bad[0].Field != field || !strings.Contains(bad[0].Why, why) {
		t.Errorf("got %v; want one fault, of %s, with %q", err, field, why)
	}
}

func TestFloorsAndCeilings(t *testing.T) {
	tests := []struct {
		name  string
		yaml  string
		field string // "" when it must pass
		why   string
	}{
		{"an abandon limit of 5 % passes", "abandon: {limit_pct: 5}", "", ""},
		{"an abandon limit of 0 % passes", "abandon: {limit_pct: 0}", "", ""},
		{"an abandon limit of 6 % is too loose", "abandon: {limit_pct: 6}", "abandon.limit_pct", "4.6.2"},
		{"a negative abandon limit is refused", "abandon: {limit_pct: -1}", "abandon.limit_pct", "0 to 5"},
		{"T may fall", "abandon: {t_connect_ms: 1500}", "", ""},
		{"T may not rise", "abandon: {t_connect_ms: 2001}", "abandon.t_connect_ms", "4.3 d"},
		{"T may not be nothing", "abandon: {t_connect_ms: 0}", "abandon.t_connect_ms", "100 to 2000"},
		{"predictive may be the mode where a campaign does not say", "abandon: {mode: predictive}", "", ""},
		{"there is no third mode", "abandon: {mode: ratio}", "abandon.mode", "power, predictive"},
		{"a target beyond the limit of the code", "abandon: {target_pct: 6}", "abandon.target_pct", "4.6.2"},
		{"no agent in reserve", "predictive: {reserve_agents: 0}", "predictive.reserve_agents", "1 to 20"},
		{"predictive without agents", "predictive: {min_agents: 0}", "predictive.min_agents", "1 to 100"},
		{"an acknowledgement on no day", "predictive: {legal_ack: {date: yesterday}}", "predictive.legal_ack.date",
			"4.6.1"},
		{"a receiver elsewhere", "webhook: {url: https://crm.example.no/in, secret_file: /etc/ringevett/hook}", "", ""},
		{"a receiver here", "webhook: {url: 'http://127.0.0.1:8080/in', secret_file: /etc/ringevett/hook}", "", ""},
		{"a receiver elsewhere in clear", "webhook: {url: http://crm.example.no/in, secret_file: /s}", "webhook.url",
			"https://"},
		{"a password in the address", "webhook: {url: 'https://a:b@crm.example.no', secret_file: /s}", "webhook.url",
			"no password"},
		{"a receiver without a secret", "webhook: {url: https://crm.example.no}", "webhook.secret_file", "signature"},
		{"an event that is none", "webhook: {events: [calls]}", "webhook.events", "sales, outcomes, reservations"},
		{"the offer without its event", "webhook: {url: https://crm.example.no, secret_file: /s, offer: true, " +
			"events: [outcomes]}", "webhook.offer", "sales"},
		{"an event is given up at once", "webhook: {give_up_hours: 0}", "webhook.give_up_hours", "1 to 168"},
		{"a relay without a port", "written_offer: {relay: mail.example.no, from: a@example.no}", "written_offer.relay",
			"host:port"},
		{"a sender that is no address", "written_offer: {relay: 'mail.example.no:587', from: us}", "written_offer.from",
			"name@example.no"},
		{"a dialogue is kept six months", "dialogue: {retention_months: 6}", "", ""},
		{"five months of a dialogue are too few", "dialogue: {retention_months: 5}", "dialogue.retention_months",
			"4.4.3 b"},
		{"five months of a complaint are too few", "dialogue: {complaint_months: 5}", "dialogue.complaint_months",
			"4.4.3 b"},
		{"twenty-five are too many", "dialogue: {retention_months: 25}", "dialogue.retention_months", "6 to 24"},
		{"19 s of ringing is too short", "ring: {seconds: 19}", "ring.seconds", "20 to 30"},
		{"30 s of ringing passes", "ring: {seconds: 30}", "", ""},
		{"31 s of ringing is too long", "ring: {seconds: 31}", "ring.seconds", "20 to 30"},
		{"four attempts are too many", "attempts: {per_campaign: 4}", "attempts.per_campaign", "2.9"},
		{"no attempts is no campaign", "attempts: {per_campaign: 0}", "attempts.per_campaign", "2.9"},
		{"two attempts pass", "attempts: {per_campaign: 2}", "", ""},
		{"two a day are too many", "attempts: {per_client_day: 2}", "attempts.per_client_day", "2.9"},
		{"the guard listens where it is told", "agi: {listen: '192.0.2.7:4573', peers: [192.0.2.1, '2001:db8::1']}", "",
			""},
		{"a voice has its whole path", "sounds: {voices: {nb: [piper, '{wav}']}}", "sounds.voices.nb", "whole path"},
		{"a voice is told where to write", "sounds: {voices: {en: [/usr/bin/piper, -q]}}", "sounds.voices.en", "{wav}"},
		{"a voice", "sounds: {voices: {nn: [/usr/bin/piper, '{wav}']}}", "", ""},
		{"metrics are for this machine", "metrics: {listen: '192.0.2.1:9567'}", "metrics.listen", "this machine"},
		{"the page is for this machine", "page: {listen: '192.0.2.1:8745'}", "page.listen", "this machine"},
		{"the page has words in two languages", "page: {language: nn}", "page.language", "nb or en"},
		{"the guard does not listen everywhere", "agi: {listen: '0.0.0.0:4573'}", "agi.listen",
			"that Asterisk can reach"},
		{"the guard's address has a port", "agi: {listen: 127.0.0.1}", "agi.listen", "address and port"},
		{"the guard answers somebody", "agi: {peers: []}", "agi.peers", "connects from"},
		{"registers in a Redis on this machine",
			"registers: {backend: redis}\nredis: {addresses: ['127.0.0.1:6379', '/run/redis.sock'], no_password: true}",
			"", ""},
		{"a Redis on a port has a password", "registers: {backend: redis}", "redis.password_file", "no_password: true"},
		{"a socket may do without", "registers: {backend: redis}\nredis: {addresses: ['/run/redis.sock']}", "", ""},
		{"a certificate goes over TLS", "redis: {certificate_file: /a.pem, key_file: /a.key}", "redis.certificate_file",
			"redis.tls"},
		{"a certificate has a key", "redis: {tls: system, certificate_file: /a.pem}", "redis.certificate_file",
			"both or neither"},
		{"a prefix has no braces", "redis: {prefix: 'a{b}:'}", "redis.prefix", "1 to 64"},
		{"a cluster has one database", "redis: {addresses: ['127.0.0.1:1', '127.0.0.1:2'], database: 1}",
			"redis.database", "database 0"},
		{"a time-out that no network keeps", "redis: {timeout_ms: 10}", "redis.timeout_ms", "20 to 1000"},
		{"registers are in memory or in Redis", "registers: {backend: mysql}", "registers.backend", "memory, redis"},
		{"registers do not pass a network in clear", "redis: {addresses: ['192.0.2.1:6379']}", "redis.addresses[1]",
			"redis.tls"},
		{"with TLS they may", "redis: {addresses: ['192.0.2.1:6379'], tls: system}", "", ""},
		{"a Redis has a port", "redis: {addresses: [localhost]}", "redis.addresses[1]", "host:port"},
		{"a Redis has an address", "redis: {addresses: []}", "redis.addresses", "at least one"},
		{"the persons' secret has a whole path", "redis: {person_secret_file: persons.secret}",
			"redis.person_secret_file", "path"},
		{"TLS is none, the system's or a file", "redis: {tls: yes please}", "redis.tls", "full path"},
		{"a peer is an address, no name", "agi: {peers: [127.0.0.1, pbx]}", "agi.peers[2]", "IP address"},
		{"a gap of 3 h is too short", "attempts: {gap_h: 3}", "attempts.gap_h", "4 to 336"},
		{"a gap of 24 h passes", "attempts: {gap_h: 24}", "", ""},
		{"a key that is gone says why", "stats: {retention_months: 36}", "stats", "as long as the journal"},
		{"a register's layout by headings", "registers: {files: [{register: national, layout: headings, number: tlf}]}",
			"", ""},
		{"a register's layout by position", `registers: {files: [{register: national, layout: fixed, number: "1-8"}]}`,
			"", ""},
		{"another word for a layout", "registers: {files: [{register: national, layout: csv}]}",
			"registers.files[1].layout", "headings, fixed"},
		{"a layout of no register", `registers: {files: [{register: nasjonal, layout: fixed, number: "1-8"}]}`,
			"registers.files[1].register", "national"},
		{"a layout of headings for a fixed file", "registers: {files: [{register: own, layout: fixed, number: tlf}]}",
			"registers.files[1].number", "counted from 1"},
		{"columns over each other", `registers: {files: [{register: own, layout: fixed, number: "1-8", other: "8"}]}`,
			"registers.files[1].other", "1-8"},
		{"two digits of a year",
			`registers: {files: [{register: own, layout: fixed, number: "1-8", birth_form: ddmmyy}]}`,
			"registers.files[1].birth_form", "four digits"},
		{"a list of 25 months is too old", "leads: {retention_months: 25}", "leads.retention_months", "1 to 24"},
		{"11 months of evidence are too few", "leads: {evidence_months: 11}", "leads.evidence_months", "12 to 36"},
		{"12 months of evidence pass", "leads: {retention_months: 1, evidence_months: 12}", "", ""},
		{"25 months of call records are too many", "call_record: {retention_months: 25}",
			"call_record.retention_months", "1 to 24"},
		{"24 months of call records pass", "call_record: {retention_months: 24}", "", ""},
		{"0 months of call records are too few", "call_record: {retention_months: 0}", "call_record.retention_months",
			"1 to 24"},
		{"08:00 is too early", `hours: {start: "08:00"}`, "hours.start", "4.2 j"},
		{"08:59 is too early", `hours: {start: "08:59"}`, "hours.start", "4.2 j"},
		{"21:01 is too late", `hours: {end: "21:01"}`, "hours.end", "4.2 j"},
		{"22:00 is too late", `hours: {end: "22:00"}`, "hours.end", "4.2 j"},
		{"10:00 to 18:00 passes", `hours: {start: "10:00", end: "18:00"}`, "", ""},
		{"a Saturday is refused", "hours: {days: [mon, sat]}", "hours.days", "4.2 j"},
		{"a Sunday is refused", "hours: {days: [sun]}", "hours.days", "4.2 j"},
		{"Mondays alone pass", "hours: {days: [mon]}", "", ""},
		{"no day at all is refused", "hours: {days: []}", "hours.days", "Monday"},
		{"more closed days pass", `hours: {extra_closed: ["2026-12-28"]}`, "", ""},
		{"another profile is refused", "regulation: {profile: us-tsr}", "regulation.profile", "no-bransjenorm"},
		{"another text of the code is refused", "regulation: {norm_sha256: abc}", "regulation.norm_sha256", "d2f98c44"},
		{"another zone is refused", "regulation: {timezone: UTC}", "regulation.timezone", "Europe/Oslo"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := config.Parse("f.yaml", []byte(tt.yaml))
			if tt.field == "" {
				if err != nil {
					t.Errorf("got %v, want none", err)
				}
				return
			}
			wantFault(t, err, tt.field, tt.why)
		})
	}
}

func TestTheOtherRanges(t *testing.T) {
	tests := []struct{ name, yaml, field, why string }{
		{"plain http to another machine", "asterisk: {url: http://192.0.2.1:8088/ari}", "asterisk.url", "https"},
		{"https to another machine passes", "asterisk: {url: https://pbx.example.no:8089/ari}", "", ""},
		{"a name that merely begins like loopback", "asterisk: {url: http://127.0.0.1.example.no/ari}", "asterisk.url",
			"https"},
		{"IPv6 loopback passes", `asterisk: {url: "http://[::1]:8088/ari"}`, "", ""},
		{"a path that is not ARI's", "asterisk: {url: http://127.0.0.1:8088/}", "asterisk.url", "/ari"},
		{"a password in the address", "asterisk: {url: http://u:hunter2@127.0.0.1:8088/ari}", "asterisk.url",
			"password_file"},
		{"no user", `asterisk: {user: ""}`, "asterisk.user", "ari.conf"},
		{"a password file without its folder", "asterisk: {password_file: pw}", "asterisk.password_file", "full path"},
		{"an application with a comma", `asterisk: {app: "a,b"}`, "asterisk.app", "letters"},
		{"an unknown transport", "asterisk: {transport: udp}", "asterisk.transport", "websocket"},
		{"a dial string without a number", "asterisk: {dial: PJSIP/trunk}", "asterisk.dial", "exactly one"},
		{"a dial string with two numbers", `asterisk: {dial: "PJSIP/{number}{e164}@trunk"}`, "asterisk.dial",
			"exactly one"},
		{"a dial string with the same number twice", `asterisk: {dial: "PJSIP/{number}{number}@trunk"}`,
			"asterisk.dial", "exactly one"},
		{"a dial string that rings two", `asterisk: {dial: "PJSIP/{number}@a&PJSIP/1@b"}`, "asterisk.dial",
			"exactly one"},
		{"a dial string with an unknown name", `asterisk: {dial: "PJSIP/{nummer}@trunk"}`, "asterisk.dial",
			"exactly one"},
		{"a dial string with a stray brace", `asterisk: {dial: "PJSIP/{number}}@trunk"}`, "asterisk.dial",
			"exactly one"},
		{"a dial string without a technology", `asterisk: {dial: "{number}@trunk"}`, "asterisk.dial", "exactly one"},
		{"the PBX's own routes pass", `asterisk: {dial: "Local/{number}@outbound/n"}`, "", ""},
		{"no lines", "asterisk: {max_calls: 0}", "asterisk.max_calls", "1 to 500"},
		{"too many lines", "asterisk: {max_calls: 501}", "asterisk.max_calls", "1 to 500"},
		{"no calls a second", "asterisk: {calls_per_second: 0}", "asterisk.calls_per_second", "1 to 50"},
		{"a request without time", "asterisk: {request_timeout: 0s}", "asterisk.request_timeout", "1s to 30s"},
		{"a request with a minute", "asterisk: {request_timeout: 1m}", "asterisk.request_timeout", "1s to 30s"},
		{"a code of one key", `agents: {login_code: "*"}`, "agents.login_code", "2 to 6"},
		{"a code with a letter", `agents: {logout_code: "*5a"}`, "agents.logout_code", "2 to 6"},
		{"one code for both", `agents: {logout_code: "*50"}`, "agents.logout_code", "start of another"},
		{"a code that starts the other", `agents: {logout_code: "*501"}`, "agents.logout_code", "start of another"},
		{"a trunk that is no endpoint", "desk: {vouched: {trunks: [trunk]}}", "desk.vouched.trunks[1]", "PJSIP/trunk"},
		{"a header of any line", "desk: {vouched: {header: X-Verified, says: yes-it-is}}", "desk.vouched.header",
			"desk.vouched.trunks"},
		{"a header with a colon", "desk: {vouched: {trunks: [PJSIP/a], header: \"X: y\", says: y1}}",
			"desk.vouched.header", "P-Asserted-Identity"},
		{"a header that says nothing", "desk: {vouched: {trunks: [PJSIP/a], header: X-Verified}}", "desk.vouched.says",
			"verstat"},
		{"no tries", "agents: {pin_tries: 0}", "agents.pin_tries", "1 to 10"},
		{"a phone that is never locked", "agents: {pin_lock: 0}", "agents.pin_lock", "4 to 20"},
		{"a lock after a thousand guesses", "agents: {pin_lock: 1000}", "agents.pin_lock", "4 to 20"},
		{"a display by fax", "agents: {display: fax}", "agents.display", "connected_line"},
		{"a pause without end", "agents: {pause_minutes: 0}", "agents.pause_minutes", "15 to 600"},
		{"a call-back that is kept all day", "agents: {own_callback_minutes: 600}", "agents.own_callback_minutes",
			"1 to 120"},
		{"wrap-up without end", "wrap_up: {longest_seconds: 7200}", "wrap_up.longest_seconds", "60 to 1800"},
		{"no more wrap-up", "wrap_up: {more_seconds: 0}", "wrap_up.more_seconds", "10 to 600"},
		{"a wrap-up of an hour", "wrap_up: {seconds: 3600}", "wrap_up.seconds", "0 to 600"},
		{"no time to correct a word", "wrap_up: {after_word_seconds: 1}", "wrap_up.after_word_seconds", "2 to 30"},
		{"half a minute and more of it", "wrap_up: {after_word_seconds: 31}", "wrap_up.after_word_seconds", "2 to 30"},
		{"a data folder without its place", "data: {dir: data}", "data.dir", "full path"},
		{"a socket path that the system cuts", "api: {socket: /" + strings.Repeat("x", 107) + "}", "api.socket", "107"},
		{"an unknown language", "sounds: {language: no}", "sounds.language", "nb, nn, en"},
		{"an unknown level", "log: {level: trace}", "log.level", "debug"},
		{"an unknown format", "log: {format: xml}", "log.format", "json"},
		{"a premium number to ring", "callcenter: {phone: 820 00 000}", "callcenter.phone", ""},
		{"a number that is none", "callcenter: {phone: ring oss}", "callcenter.phone", ""},
		{"an e-mail address with a name", `callcenter: {email: "A <a@example.no>"}`, "callcenter.email", "4.4.2 c"},
		{"a clock without a colon", `hours: {start: "0900"}`, "hours.start", "09:00"},
		{"a day in Norwegian", "hours: {days: [mon, tir]}", "hours.days[2]", "mon, tue"},
		{"a date that does not exist", `hours: {extra_closed: ["12-24", "02-30"]}`, "hours.extra_closed[2]", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := config.Parse("f.yaml", []byte(tt.yaml))
			if tt.field == "" {
				if err != nil {
					t.Errorf("got %v, want none", err)
				}
				return
			}
			wantFault(t, err, tt.field, tt.why)
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the fault shows a password: %v", err)
			}
		})
	}
}
