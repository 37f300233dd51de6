package config

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/inquiry"
)

// Floors and ceilings. The first group is the code's (norm 4.3, 4.6) or tightens it; hours and attempts have
// theirs in packages hours and redial. The second group only catches slips of the pen.
const (
	MaxAbandonPct         = 5    // 4.6.2
	MaxTConnectMS         = 2000 // 4.3 d: an agent later than this counts as abandoned
	MinRingSeconds        = 20
	MaxRingSeconds        = 30
	MaxCallRecordMonths   = 24
	profile               = "no-bransjenorm"
	normSHA256            = "d2f98c443ae26b5be7936766a2e98b899eb74784e1a43c11d4003e5d942f179f"
	statutes              = "2026-04-13" // the consolidated texts that the rules were read from
	timezone              = "Europe/Oslo"
	defaultValidMonths    = 12
	defaultTargetPct      = 2
	maxMinAgents          = 100
	maxReserveAgents      = 20
	maxGapHours           = 24 * 14 // longer than two weeks is a slip of the pen
	maxRestHours          = 24 * 365
	minTConnectMS         = 100
	maxWrapUpSeconds      = 600
	minAfterWordSeconds   = 2 // to correct a word: any less, and the correction comes in the next call
	maxAfterWordSeconds   = 30
	maxListMonths         = 24
	minEvidenceMonths     = 12
	maxEvidenceMonths     = 36
	maxCalls              = 500
	maxCallsPerSecond     = 50
	maxPINTries           = 10
	minPINLock            = 4
	minPauseMinutes       = 15
	minLongestWrapUp      = 60
	maxLongestWrapUp      = 1800
	maxPauseMinutes       = 600
	maxOwnCallMinutes     = 120
	maxPINLock            = 20
	minRequestTimeout     = time.Second
	maxRequestTimeout     = 30 * time.Second
	maxSocketPath         = 107 // bytes in sockaddr_un, less the closing zero
	defaultDataDir        = "/var/lib/ringevett/data"
	defaultKeyDir         = "/var/lib/ringevett/keys"
	defaultPasswordFile   = "/etc/ringevett/asterisk.password"
	defaultRequestTimeout = 5 * time.Second
)

// Defaults is the configuration with nothing written in the file. It cannot dial: see Blanks.
func Defaults() Config {
	return Config{
		Regulation: Regulation{Profile: profile, NormSHA256: normSHA256, Statutes: statutes, Timezone: timezone},
		Training:   Training{Require: true, ValidMonths: defaultValidMonths},
		Asterisk: Asterisk{
			URL: "http://127.0.0.1:8088/ari", User: "ringevett", PasswordFile: defaultPasswordFile,
			App: "ringevett", Transport: "auto", Dial: "PJSIP/{number}@trunk",
			MaxCalls: 10, CallsPerSecond: 2, RequestTimeout: defaultRequestTimeout,
		},
		Agents: Agents{
			LoginCode: "*50", LogoutCode: "*51", PINTries: 3, PINLock: 10, Pause: 240, OwnCall: 10,
			Display: "connected_line", RingBack: true,
		},
		Hours: Hours{
			Start: "09:00", End: "21:00", Days: []string{"mon", "tue", "wed", "thu", "fri"},
			ExtraClosed: []string{"12-24", "12-31T16:00/"},
		},
		Abandon: Abandon{
			LimitPct: MaxAbandonPct, TargetPct: defaultTargetPct, TConnectMS: MaxTConnectMS, Mode: string(dialer.Power),
		},
		Predictive: Predictive{MinAgents: 3, ReserveAgents: 1},
		Ringing:    Ringing{Seconds: MinRingSeconds},
		Limits:     Limits{PerCampaign: 3, PerClientDay: 1, GapHours: 4, RestHours: 12},
		WrapUp:     WrapUp{Seconds: 30, AfterWord: 3, More: 60, Longest: 600},
		Leads:      Leads{RetentionMonths: 12, EvidenceMonths: 36},
		CallRecord: CallRecord{RetentionMonths: 12},
		Data:       Data{Dir: defaultDataDir, MasterKeyFile: defaultKeyDir + "/" + masterKey, Night: "03:00"},
		API:        API{Socket: "/run/ringevett/ringevett.sock"},
		Page:       Page{Language: "nb"},
		AGI:        AGI{Listen: "127.0.0.1:4573", Peers: []string{"127.0.0.1"}},
		Guard: Guard{
			Outside: []string{}, Extensions: []string{}, Persons: []string{}, Unreadable: Unreadable{Allow: []string{}},
		},
		Registers: Registers{Backend: InMemory, Files: []RegisterFile{}},
		Redis:     Redis{Addresses: []string{"127.0.0.1:6379"}, TLS: NoTLS, Prefix: "ringevett:", TimeoutMS: 50},
		Sounds:    Sounds{Dir: "/var/lib/ringevett/sounds", Language: "nb", Voices: espeak()},
		Recording: noRecording(),
		Desk:      usualDesk(),
		Dialogue:  Dialogue{RetentionMonths: inquiry.DefaultMonths, ComplaintMonths: inquiry.ComplaintMonths},
		Evidence:  Evidence{Syslog: AutoSyslog, Mail: Mail{TLS: SystemTLS}},
		Webhook:   Webhook{Events: eventGroups(), GiveUp: 24},

		WrittenOffer: WrittenOffer{TLS: SystemTLS},

		Log: Log{Level: "info", Format: "text"},
	}
}
