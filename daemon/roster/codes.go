package roster

import (
	"slices"
	"strings"
)

// Act is what a code of an agent's phone does.
type Act string

// The acts.
const (
	Outcome      Act = "outcome"       // what became of the call; during the talk it ends the talk too
	AskRecording Act = "ask-recording" // asks the consumer whether the talk may be recorded (norm 2.6)
	SpokenYes    Act = "spoken-yes"    // the consumer said yes to it
	SpokenNo     Act = "spoken-no"     // the consumer said no to it, now or later
	Tick         Act = "tick"          // an item of the verification script was said and confirmed (6 a)
	Note         Act = "note"          // the other party wants an answer (4.4.3 a)
	TellKnown    Act = "tell-known"    // says client, source and the right to be left alone again (4.2 i)
	Complaint    Act = "complaint"     // the other party complains (6.2)

	OpeningDone Act = "opening-done" // name, client and purpose are said (4.2 g)
	Informed    Act = "informed"     // the source and the right to be reserved are told (4.2 h)
	DutyOfCare  Act = "duty-of-care" // ends the call for the other party's sake (4.2 f)
	Minor       Act = "minor"        // ends it because the other party is under 18 (4.2 e)

	ReserveClient   Act = "reserve-client" // the other party's number, with this client (4.4.4, 10)
	ReserveHouse    Act = "reserve-house"  // with the call centre, for every client
	ReserveBoth     Act = "reserve-both"
	UndoReservation Act = "undo-reservation" // the last of these, for some seconds

	Choose    Act = "campaign"  // only calls of one campaign go to the agent from now on
	TakePause Act = "pause"     // no more calls until Back
	Back      Act = "back"      // ends the pause
	CallBack  Act = "call-back" // the other party is to be called again at the time keyed, by any agent
	OwnCall   Act = "own-call"  // the same, by this agent where the agent is there
	MoreTime  Act = "more-time" // prolongs the wrap-up
	LogOut    Act = "log-out"   // logs out on the line, after the call

	AckNotice Act = "ack-notice" // acknowledges the notices that were heard to their end in this session (8.1 b)
	WhoHears  Act = "who-hears"  // says who listens, or who listened to the last call (8.3)
)

// Code is a line of the one table of what an agent can key on an open line: a star and digits. The reader of keys, the
// engine's dispatch, the agent's card and their tests follow from it.
type Code struct {
	Keys   string  // "*97". No code is the start of another
	Act    Act     // what it does; one code for an act
	Digits Digits  // what is keyed after it
	In     []State // the states of a seat in which it means something; in all others it is refused
	Caller bool    // Talking: with someone who rings back too, not only in a call of ours
	OfSeat bool    // about the agent alone: it counts even where the agent met another party while it was keyed
	Cue    string  // the sound that confirms it, as in sounds/agent or sounds/nb: "word-taken"
	Lines  []Line  // on the agent's card
	Dialed Text    // what the same code often does where it is dialed, after a dropped line; "": nothing known
}

// Digits are what a code takes after it: between Least and Most digits among Of. Fewer than Most end with #.
type Digits struct {
	Least, Most int
	Of          string
}

// Text is said in both languages of the card.
type Text struct{ NB, EN string }

// Line is a row of the agent's card: what to key, what for, and what the agent hears.
type Line struct {
	Keys    string // as it is printed: "*01"
	To      Text
	Hear    Text
	Outside bool // not ours: a code that other houses dial
}

// States in which codes mean something.
var (
	onLine    = []State{Ready, Reserved, Talking, WrapUp, Paused, Turning}
	aboutCall = []State{Talking, WrapUp}
	inTalk    = []State{Talking}
)

var (
	same   = Text{"det samme", "the same"}
	noted  = Text{`"Notert"`, `"Notert"`}
	closes = Text{`begge hører en avslutning, så slutter samtalen: "Notert"`,
		`you both hear a goodbye, then the call ends: "Notert"`}
)

// codes is the table. The card has its lines in this order.
var codes = []Code{
	{
		Keys: "*1", Act: OpeningDone, In: inTalk, Cue: "word-taken",
		Lines: []Line{{
			Keys: "*1", Hear: noted,
			To: Text{"bekrefte at du har sagt navn, oppdragsgiver og formål", "confirm that you said name, client and purpose"},
		}},
	},
	{
		Keys: "*3", Act: Informed, In: inTalk, Cue: "word-taken",
		Lines: []Line{{
			Keys: "*3", Hear: noted,
			To: Text{
				"bekrefte at du har opplyst om kilde og reservasjonsrett", "confirm that you told source and reservation right",
			},
		}},
	},
	{
		Keys: "*0", Act: Outcome, Digits: Digits{1, 1, "12345678"}, In: onLine, Caller: true, Cue: "word-taken",
		Lines: append([]Line{
			{
				Keys: "*01", To: Text{"avslutte samtalen: en person", "end the call: a person"},
				Hear: Text{`samtalen slutter; etter den: "Notert"`, `the call ends; after it: "Notert"`},
			},
			{
				Keys: "*02", Hear: same,
				To: Text{"avslutte samtalen: en maskin eller en faks", "end the call: a machine or a fax"},
			},
			{
				Keys: "*03", Hear: same,
				To: Text{"avslutte samtalen: ikke den rette personen", "end the call: a person, but not the right one"},
			},
			{
				Keys: "*04", Hear: same,
				To: Text{
					"avslutte samtalen: vil bli ringt en annen dag", "end the call: a person who wants a call another day",
				},
			},
		}, outcomeLines...),
	},
	{
		Keys: "*4", Act: Tick, Digits: Digits{1, 1, "12345678"}, In: aboutCall, Cue: "word-taken",
		Lines: []Line{{
			Keys: "*41–*48", Hear: noted,
			To: Text{
				"krysse av i kontrollmanus: 1 navn og adresse, 2 pris, 3 binding og minstekjøp, 4 levering, 5 angrerett, " +
					"6 annet, 7 ikke bundet før skriftlig ja, 8 spurt om alder, over 18",
				"tick the script: 1 name and address, 2 price, 3 lock-in and minimum purchase, 4 delivery, 5 withdrawal, " +
					"6 other, 7 not bound before a written yes, 8 age asked, over 18",
			},
		}},
	},
	{
		Keys: "*55", Act: TellKnown, In: aboutCall, Caller: true, Cue: "reserve-right",
		Lines: []Line{{
			Keys: "*55",
			To: Text{
				"høre hvem du ringer for, hvor nummeret er fra, og retten til å slippe",
				"hear who you call for, where the number is from, and the right to be left alone",
			},
			Hear: Text{
				`oppdragsgiver og kilde, så "Personen kan reservere seg hos oppdragsgiver, hos oss og i Reservasjonsregisteret"`,
				`client and source, then "Personen kan reservere seg hos oppdragsgiver, hos oss og i Reservasjonsregisteret"`,
			},
		}},
	},
	{
		Keys: "*60", Act: AskRecording, In: inTalk, Cue: "recording-on",
		Lines: []Line{{
			Keys: "*60", To: Text{"spørre om samtalen kan tas opp", "ask whether the call may be recorded"},
			Hear: Text{
				`begge hører spørsmålet, så "Opptak på" eller "Opptak av"`,
				`you both hear the question, then "Opptak på" or "Opptak av"`,
			},
		}},
	},
	{
		Keys: "*61", Act: SpokenYes, In: inTalk, Cue: "recording-on",
		Lines: []Line{{
			Keys: "*61", Hear: same, To: Text{"registrere et ja som bare ble sagt", "enter a yes that was only said"},
		}},
	},
	{
		Keys: "*2", Act: SpokenNo, In: inTalk, Cue: "recording-off",
		Lines: []Line{{
			Keys: "*2", To: Text{"registrere et nei, nå eller senere", "enter a no, now or later"},
			Hear: Text{`begge hører det, så "Opptak av"`, `you both hear it, then "Opptak av"`},
		}},
	},
	{
		Keys: "*71", Act: ReserveClient, In: aboutCall, Caller: true, Cue: "registered",
		Lines: []Line{{
			Keys: "*71", To: Text{"sperre nummeret hos oppdragsgiveren", "reserve the number with the client"},
			Hear: Text{
				`"Nummeret er registrert" og de tre siste sifrene; så hører begge hva som er sperret`,
				`"Nummeret er registrert" and the last three digits; then you both hear what is reserved`,
			},
		}},
	},
	{
		Keys: "*72", Act: ReserveHouse, In: aboutCall, Caller: true, Cue: "registered",
		Dialed: Text{"viderekobler alle samtaler", "forwards all calls"},
		Lines: []Line{{
			Keys: "*72", Hear: same,
			To: Text{"sperre nummeret hos oss, for alle", "reserve the number with us, for everyone"},
		}},
	},
	{
		Keys: "*73", Act: ReserveBoth, In: aboutCall, Caller: true, Cue: "registered",
		Lines: []Line{{
			Keys: "*73", Hear: same, To: Text{"sperre nummeret begge steder", "reserve the number with both"},
		}},
	},
	{
		Keys: "*70", Act: UndoReservation, In: aboutCall, Caller: true, Cue: "reserve-undone",
		Lines: []Line{{
			Keys: "*70",
			To:   Text{"angre en feil sperring, innen ti sekunder", "undo a wrong reservation, within ten seconds"},
			Hear: Text{`"Sperringen er fjernet"`, `"Sperringen er fjernet"`},
		}},
	},
	{
		Keys: "*90", Act: DutyOfCare, In: inTalk, Caller: true, Cue: "word-taken",
		Dialed: Text{"viderekobler ved opptatt", "forwards calls on busy"},
		Lines: []Line{{
			Keys: "*90", Hear: closes,
			To: Text{
				"avslutte skånsomt: den andre forstår ikke", "end the call gently: the other person does not understand",
			},
		}},
	},
	{
		Keys: "*91", Act: Minor, In: inTalk, Caller: true, Cue: "word-taken",
		Lines: []Line{{
			Keys: "*91", Hear: same,
			To: Text{"avslutte skånsomt: den andre er under 18", "end the call gently: a person under 18"},
		}},
	},
	{
		Keys: "*96", Act: Complaint, In: aboutCall, Caller: true, Cue: "complaint-noted",
		Lines: []Line{{
			Keys: "*96", To: Text{"notere en klage", "note a complaint"},
			Hear: Text{`"Klagen er notert", eller "Ikke notert"`, `"Klagen er notert", or "Ikke notert"`},
		}},
	},
	{
		Keys: "*97", Act: Note, In: aboutCall, Caller: true, Cue: "inquiry-noted",
		Dialed: Text{"ringer telefonsvareren", "rings the voicemail"},
		Lines: []Line{{
			Keys: "*97",
			To:   Text{"notere et spørsmål du ikke kan svare på", "note a question that you cannot answer"},
			Hear: Text{
				`"Henvendelsen er notert", eller "Ikke notert": tast den en gang til`,
				`"Henvendelsen er notert", or "Ikke notert": key it again`,
			},
		}},
	},
	{
		Keys: "*98", Act: CallBack, Digits: Digits{4, 8, "0123456789"}, In: aboutCall, Cue: "callback-noted",
		Lines: []Line{{
			Keys: "*98",
			To: Text{
				"avtale ny samtale: dag, måned, klokkeslett (`2411 1330`), eller bare klokkeslett og `#`",
				"agree on another call: day, month, time (`2411 1330`), or only the time and `#`",
			},
			Hear: Text{
				`"Ny samtale er avtalt", eller "Det går ikke da. Avtalt er", og tiden`,
				`"Ny samtale er avtalt", or "Det går ikke da. Avtalt er", and the time`,
			},
		}},
	},
	{
		Keys: "*99", Act: OwnCall, Digits: Digits{4, 8, "0123456789"}, In: aboutCall, Cue: "callback-own",
		Lines: []Line{{
			Keys: "*99",
			To: Text{
				"det samme, og du ringer selv (en annen hvis du er borte da)",
				"the same, and you call yourself (another agent if you are away)",
			},
			Hear: Text{`"Avtalt med deg", og tiden`, `"Avtalt med deg", and the time`},
		}},
	},
	{
		Keys: "*56", Act: Choose, Digits: Digits{1, 1, "0123456789"}, In: []State{Ready, WrapUp, Paused, Turning},
		OfSeat: true, Cue: "campaign-any",
		Lines: []Line{
			{
				Keys: "*561–*569",
				To: Text{
					"velge kampanje, i rekkefølgen du har fått", "choose a campaign, in the order that you were given",
				},
				Hear: Text{
					`hvem du ringer for, eller "Kampanje byttes etterpå"`, `who you call for, or "Kampanje byttes etterpå"`,
				},
			},
			{
				Keys: "*560", To: Text{"få samtaler fra alle kampanjer igjen", "get calls of all campaigns again"},
				Hear: Text{`"Alle kampanjer"`, `"Alle kampanjer"`},
			},
		},
	},
	{
		Keys: "*52", Act: TakePause, Digits: Digits{1, 1, "12345"}, In: onLine, Caller: true, OfSeat: true,
		Cue: "pause-break", Lines: pauseLines,
	},
	{
		Keys: "*53", Act: Back, In: onLine, Caller: true, OfSeat: true, Cue: "back",
		Lines: []Line{{
			Keys: "*53", To: Text{"avslutte pausen", "end the pause"},
			Hear: Text{`"Du er tilbake"`, `"Du er tilbake"`},
		}},
	},
	{
		Keys: "*54", Act: MoreTime, In: []State{WrapUp}, OfSeat: true, Cue: "more-time",
		Lines: []Line{{
			Keys: "*54", To: Text{"få et minutt mer etterarbeid", "have a minute more of wrap-up"},
			Hear: Text{`"Mer tid"`, `"Mer tid"`},
		}},
	},
	{
		Keys: "*59", Act: LogOut, In: onLine, Caller: true, OfSeat: true, Cue: "logout-later",
		Lines: []Line{{
			Keys: "*59", To: Text{"logge ut på linjen", "log out on the line"},
			Hear: Text{
				`"Du er logget ut", i en samtale "Du logges ut når samtalen er ferdig"`,
				`"Du er logget ut", in a call "Du logges ut når samtalen er ferdig"`,
			},
		}},
	},
	{
		Keys: "*81", Act: AckNotice, In: onLine, Caller: true, OfSeat: true, Cue: "word-taken",
		Lines: []Line{{
			Keys: "*81",
			To: Text{
				"kvittere for varsel om opptak eller medlytting, etter at du har hørt det",
				"acknowledge a notice of recording or monitoring, after hearing it",
			},
			Hear: Text{`"Notert", eller "Hør varselet til slutten først"`, `"Notert", or "Hør varselet til slutten først"`},
		}},
	},
	{
		Keys: "*82", Act: WhoHears, In: onLine, Caller: true, OfSeat: true, Cue: "no-listener",
		Lines: []Line{{
			Keys: "*82",
			To: Text{
				"høre hvem som lytter til deg, eller lyttet til den siste samtalen",
				"hear who listens to you, or listened to the last call",
			},
			Hear: Text{
				`navnet, eller "Ingen lytter, og ingen lyttet til den siste samtalen"`,
				`the name, or "Ingen lytter, og ingen lyttet til den siste samtalen"`,
			},
		}},
	},
}

// outcomeLines are the outcomes of the kinds of campaign (dialer.Kind.Dispositions).
var outcomeLines = []Line{
	{
		Keys: "*05", Hear: same,
		To: Text{"avslutte samtalen: ikke interessert, eller vil ikke svare", "end the call: declined"},
	},
	{
		Keys: "*07", Hear: same,
		To: Text{"avslutte samtalen: ferdig (svart, lovet, orientert)", "end the call: settled (answered, promised, told)"},
	},
	{
		Keys: "*08", Hear: same,
		To: Text{"avslutte samtalen: den vi søker, er ikke der nå", "end the call: the person sought is not there"},
	},
	{
		Keys: "*06", To: Text{"avslutte samtalen: et salg", "end the call: a sale"},
		Hear: Text{
			`det samme; ellers "Kontrollmanus mangler" eller "Ikke salg", og samtalen går videre`,
			`the same; or else "Kontrollmanus mangler" or "Ikke salg", and the call goes on`,
		},
	},
}

// pauseLines has the reasons of a pause in the order of dialer.PauseReasons.
var pauseLines = []Line{{
	Keys: "*521–*525",
	To: Text{
		"ta pause: 1 pause, 2 lunsj, 3 opplæring, 4 annet arbeid, 5 møte",
		"take a break: 1 break, 2 lunch, 3 training, 4 other work, 5 meeting",
	},
	Hear: Text{
		`"Pause" og grunnen, i en samtale "Pause når samtalen er ferdig"`,
		`"Pause" and the reason, in a call "Pause når samtalen er ferdig"`,
	},
}}

// Codes are the table.
func Codes() []Code { return slices.Clone(codes) }

// OutsideCodes are some that agents know from other houses, where they are dialed. Keyed in a call they do nothing and
// the agent hears so; dialed on a line of its own they are the PBX's.
func OutsideCodes() []Line {
	return []Line{
		{Keys: "*69", To: Text{"ringe tilbake til siste nummer", "ring the last caller"}, Outside: true},
		{Keys: "*76", To: Text{`slå "ikke forstyrr" på eller av`, "do not disturb, on or off"}, Outside: true},
	}
}

// find gives the code that keys are, and reports whether more keys can follow.
func find(keys string) (c *Code, more bool) {
	for i := range codes {
		if rest, is := strings.CutPrefix(keys, codes[i].Keys); is {
			return &codes[i], codes[i].Digits.open(rest)
		}
		more = more || strings.HasPrefix(codes[i].Keys, keys)
	}
	return nil, more
}

// open reports whether another digit, or #, may follow those keyed.
func (d Digits) open(keyed string) bool {
	return len(keyed) < d.Most && !strings.HasSuffix(keyed, "#") && d.among(keyed)
}

// whole reports whether what was keyed after a code is what the code takes.
func (d Digits) whole(keyed string) bool {
	keyed, ended := strings.CutSuffix(keyed, "#")
	return d.among(keyed) && len(keyed) >= d.Least && (len(keyed) == d.Most || ended && len(keyed) < d.Most)
}

func (d Digits) among(keyed string) bool { return strings.Trim(keyed, d.Of) == "" }
