package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func inquiries() []Declared {
	return []Declared{
		ListInquiries, ShowInquiry, NoteInquiry, AnswerInquiry, ListenInquiry,
		ListBreaches,
	}
}

// InquiryQuery picks inquiries: the open ones, or all; or one.
type InquiryQuery struct {
	ID      int64 `json:"id,omitempty"`
	All     bool  `json:"all,omitempty" flag:"all" doc:"answered ones too"`
	Numbers bool  `json:"numbers,omitempty" doc:"whole numbers"`
}

// Inquiry is one, with what is left of its time.
type Inquiry struct {
	ID        int64     `json:"id"`
	Channel   string    `json:"channel"`
	Received  time.Time `json:"received"`
	Due       time.Time `json:"due"`
	LeftS     int64     `json:"left_s" doc:"seconds left, or left when it was answered; negative: late"`
	Late      bool      `json:"late"`
	Number    string    `json:"number,omitempty" doc:"masked, unless whole ones are asked for"`
	Visible   string    `json:"visible,omitempty" doc:"the number that was rung"`
	Client    string    `json:"client,omitempty"`
	Campaign  string    `json:"campaign,omitempty"`
	Text      string    `json:"text,omitempty"`
	Voice     string    `json:"voice,omitempty" doc:"wanted, kept, lost, going or gone"`
	VoiceWhy  string    `json:"voice_why,omitempty" doc:"why the voice is not kept"`
	Seconds   int       `json:"seconds,omitempty" doc:"of the voice"`
	Closed    time.Time `json:"closed,omitzero"`
	By        string    `json:"by,omitempty" doc:"who answered"`
	Answer    string    `json:"answer,omitempty"`
	Complaint bool      `json:"complaint,omitempty" doc:"kept longer (6.2), and counted where it was written (4.3 f)"`
	Attempt   int64     `json:"attempt,omitempty" doc:"the call that the answer was given in"`
	Deleted   time.Time `json:"deleted,omitzero" doc:"when the dialogue went"`
	RingBack  *RingBack `json:"ring_back,omitempty" doc:"of an open one that was asked for alone"`
}

// RingBack is whether the person may be rung now, or must be answered in writing.
type RingBack struct {
	Now  bool      `json:"now"`
	From time.Time `json:"from,omitzero" doc:"not now, but then, and still in time"`
	Why  string    `json:"why,omitempty"`
}

// InquiryNote is one that came in writing, or that somebody noted.
type InquiryNote struct {
	Channel   string    `json:"channel" flag:"channel,needed" doc:"letter, email, sms, chat, social or agent"`
	Received  time.Time `json:"received,omitzero" doc:"when it came in; zero is now"`
	Number    string    `json:"number,omitempty" flag:"number" doc:"of who asks, where it is known"`
	Client    string    `json:"client,omitempty" flag:"client" is:"client" doc:"which client it is about"`
	Campaign  string    `json:"campaign,omitempty" flag:"campaign" is:"campaign" doc:"which campaign it is about"`
	Text      string    `json:"text" flag:"text" doc:"what was asked, in full"`
	Complaint bool      `json:"complaint,omitempty" flag:"complaint" doc:"it is a complaint (4.3 f, 6.2)"`
}

// InquiryAnswer says who answered an inquiry, and with which words or in which call.
type InquiryAnswer struct {
	ID        int64  `json:"id" arg:"ID" is:"inquiry"`
	By        string `json:"by" flag:"by" doc:"first and last name of who answered; you, where it is left out"`
	Answer    string `json:"answer,omitempty" flag:"answer" doc:"the words of the answer, in full (4.4.3 b)"`
	Call      int64  `json:"call,omitempty" flag:"call" doc:"the attempt in which it was answered"`
	Complaint bool   `json:"complaint,omitempty" flag:"complaint" doc:"it was a complaint (4.3 f, 6.2)"`
}

// InquiryListen asks for a spoken message.
type InquiryListen struct {
	ID  int64  `json:"id" arg:"ID" is:"inquiry"`
	Why string `json:"why" flag:"why,needed" doc:"what for; kept, so no name or number"`
}

// BreachQuery picks Oslo days, both included; empty: the last thirty.
type BreachQuery struct {
	From string `json:"from,omitempty" flag:"from" doc:"the first Oslo day; empty is the last thirty"`
	To   string `json:"to,omitempty" flag:"to" doc:"the last Oslo day"`
}

// BreachDay is an Oslo day on which the time for answers ran out.
type BreachDay struct {
	Day       string  `json:"day"`
	Breaches  int     `json:"breaches"`
	Inquiries []int64 `json:"inquiries"`
}

// InquiryCount is how many wait for an answer.
type InquiryCount struct {
	Open int `json:"open"`
	Late int `json:"late"`
}

// ListInquiries gives inquiries, the most urgent first.
var ListInquiries = Verb[InquiryQuery, []Inquiry]{
	Name: "inquiries list", Method: Post, Path: "/inquiries", Summary: "Inquiries and what is left of their time",
	Short: "List the open ones, the most urgent first",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Privacy, dialer.Auditor),
	Help: `List the open inquiries, the most urgent first, numbers masked.

Exit codes: 0 none is late; 1 one is late; 2 refused.`,
}

// ShowInquiry gives one inquiry with its words.
var ShowInquiry = Verb[InquiryQuery, Inquiry]{
	Name: "inquiries show", Method: Post, Path: "/inquiries/show",
	Summary: "One inquiry with its text, and whether the person may be called back",
	Short:   "Show one with its words, and how the person may be answered now",
	Roles:   roles(dialer.Supervisor, dialer.Privacy), Notes: dialer.FactLooked,
	Help: `Show one inquiry, its text, and whether the person may be called back now, when, or must be answered in ` +
		`writing and why.`,
}

// NoteInquiry notes an inquiry that came in writing or in a call.
var NoteInquiry = Verb[InquiryNote, Inquiry]{
	Name: "inquiries add", Method: Post, Path: "/inquiries/add", Summary: "Note an inquiry",
	Short:  "Note an inquiry that came in",
	Roles:  roles(dialer.Operator, dialer.Supervisor, dialer.Quality, dialer.Privacy),
	Writes: facts(dialer.FactInquiry),
	Help: `Note an inquiry that came in writing, or in a call. Its 24 hours run from when it came in, not from now.

Examples:
  ringevett inquiries add --channel email --number "900 00 001" --client fjellvann \
      --received "2026-11-27T20:00" --text "Hvem ringte?"
  ringevett inquiries add --channel letter --file letter.txt`,
}

// AnswerInquiry says that an inquiry was answered.
var AnswerInquiry = Verb[InquiryAnswer, Inquiry]{
	Name: "inquiries close", Method: Post, Path: "/inquiries/close", Summary: "Close an answered inquiry",
	Short: "Say that one was answered",
	Roles: roles(dialer.Supervisor, dialer.Privacy), Writes: facts(dialer.FactInquiryClosed), Humans: true,
	Help: `Close an inquiry that was answered. Give the person who answered, with first and last name, and the text of the
answer or the call. An operator or a supervisor can enter it for another person; both are kept. Close them one by one:
each person is answered individually, and the same text to three within a minute is refused (4.4.3 c).

Examples:
  ringevett inquiries close 7 --by "Kari Nordmann" --answer "Vi ringte om serviceavtalen din."
  ringevett inquiries close 7 --by "Kari Nordmann" --call 42`,
}

// ListenInquiry gives what a caller spoke.
var ListenInquiry = Verb[InquiryListen, Sound]{
	Name: "inquiries listen", Method: Post, Path: "/inquiries/voice",
	Summary: "The recorded message; the journal keeps who took it", Short: "Write what was spoken to a file",
	Roles: roles(dialer.Supervisor, dialer.Privacy), Writes: facts(dialer.FactInquiryRead),
	Help: `Write a caller's recorded message to a WAV file. The journal first records who takes it and why.

Example:
  ringevett inquiries listen 7 --why "to answer it" --out message.wav`,
}

// ListBreaches gives the days on which the time for answers ran out.
var ListBreaches = Verb[BreachQuery, []BreachDay]{
	Name: "inquiries breaches", Method: Post, Path: "/inquiries/breaches",
	Summary: "Days on which the time for answers ran out", Short: "Days on which answers were late",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Privacy, dialer.Auditor),
	Help: `Print the Oslo days on which the time for an answer ran out, with the inquiries (4.4.3 a). A late answer
does not undo the breach.

Exit codes: 0 none; 1 some; 2 refused.`,
}
