package verb

import (
	"time"
)

// InquiryQuery picks inquiries: the open ones, or all; or one.
type InquiryQuery struct {
	ID      int64 `json:"id,omitempty"`
	All     bool  `json:"all,omitempty" doc:"answered ones too"`
	Numbers bool  `json:"numbers,omitempty" doc:"whole numbers"`
}

// Inquiry is one, with what is left of its time.
type Inquiry struct {
	ID        int64     `json:"id"`
	Channel   string    `json:"channel"`
	Received  time.Time `json:"received"`
	Due       time.Time `json:"due"`
	LeftS     int64     `json:"left_s" doc:"seconds left for the answer; negative: late by so many. Of an answered one, what was left then"`
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
	Channel   string    `json:"channel" doc:"letter, email, sms, chat, social or agent"`
	Received  time.Time `json:"received,omitzero" doc:"when it came in; zero is now"`
	Number    string    `json:"number,omitempty" doc:"of who asks, where it is known"`
	Client    string    `json:"client,omitempty"`
	Campaign  string    `json:"campaign,omitempty"`
	Text      string    `json:"text"`
	Complaint bool      `json:"complaint,omitempty"`
}

// InquiryAnswer says that one was answered: by whom, and with which words or in which call.
type InquiryAnswer struct {
	ID        int64  `json:"id"`
	By        string `json:"by" doc:"first and last name"`
	Answer    string `json:"answer,omitempty"`
	Call      int64  `json:"call,omitempty" doc:"the attempt in which it was answered"`
	Complaint bool   `json:"complaint,omitempty" doc:"it was one, which was not said before"`
}

// InquiryListen asks for a spoken message.
type InquiryListen struct {
	ID  int64  `json:"id"`
	Why string `json:"why"`
}

// BreachQuery picks Oslo days, both included; empty: the last thirty.
type BreachQuery struct {
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// BreachDay is an Oslo day on which the time for answers ran out.
type BreachDay struct {
	Day       string  `json:"day"`
	Breaches  int     `json:"breaches"`
	Inquiries []int64 `json:"inquiries"`
}

// ErasureQuery picks wishes for erasure.
type ErasureQuery struct {
	All bool `json:"all,omitempty" doc:"decided ones too"`
}

// Erasure is a wish to be erased that a person decides on, since a dialogue must still be kept (4.4.3 b).
type Erasure struct {
	ID      int64     `json:"id"`
	Number  string    `json:"number" doc:"masked"`
	At      time.Time `json:"at"`
	Until   time.Time `json:"until,omitzero" doc:"the dialogue is kept until then; zero: an inquiry is open"`
	Why     string    `json:"why"`
	By      string    `json:"by"`
	Decided time.Time `json:"decided,omitzero"`
	Verdict string    `json:"verdict,omitempty"`
}

// ErasureDecision is a person's word on a wish for erasure.
type ErasureDecision struct {
	ID    int64  `json:"id"`
	Erase bool   `json:"erase"`
	By    string `json:"by" doc:"first and last name"`
	Why   string `json:"why"`
}

// InquiryCount is how many wait for an answer.
type InquiryCount struct {
	Open int `json:"open"`
	Late int `json:"late"`
}
