package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func recordings() []Declared {
	return []Declared{
		ListRecordings, ExportRecording, HoldRecording, ReleaseRecording, DeleteRecording,
		ProveRecordings, RotateRecordingKey,
	}
}

// RecordingsQuery picks recordings; zero fields pick all.
type RecordingsQuery struct {
	ID       string `json:"id,omitempty"`
	Attempt  int64  `json:"attempt,omitempty" flag:"attempt" doc:"of one attempt"`
	Campaign string `json:"campaign,omitempty" flag:"campaign" is:"campaign" doc:"of one campaign"`
	Gone     bool   `json:"gone,omitempty" flag:"gone" doc:"also those that are deleted"`
}

// Recording is the sound of one side in one part of a call.
type Recording struct {
	ID       string    `json:"id"`
	Attempt  int64     `json:"attempt"`
	Campaign string    `json:"campaign"`
	Agent    string    `json:"agent"`
	Side     string    `json:"leg" doc:"whose voice: consumer or agent"`
	Category string    `json:"category"`
	State    string    `json:"state"`
	Began    time.Time `json:"began"`
	Ended    time.Time `json:"ended,omitzero"`
	Due      time.Time `json:"due,omitzero"`
	Held     time.Time `json:"held,omitzero" doc:"until when something keeps it"`
	HeldFor  string    `json:"held_for,omitempty"`
	Over     time.Time `json:"over,omitzero"`
	Why      string    `json:"why,omitempty" doc:"it is going or gone"`
	Bytes    int64     `json:"bytes"`
	SHA256   string    `json:"sha256,omitempty"`
}

// RecordingExport asks for the sound of one recording.
type RecordingExport struct {
	ID  string `json:"id" arg:"ID"`
	For string `json:"for" flag:"for,needed" doc:"consumer, agent or quality: each party only its own side"`
	Why string `json:"why" flag:"why,needed" doc:"what for; kept, so no name or number"`
}

// Sound is a WAV file.
type Sound struct {
	Name string `json:"name"`
	WAV  []byte `json:"wav"`
}

// RecordingHold keeps a recording.
type RecordingHold struct {
	ID   string `json:"id" arg:"ID"`
	Kind string `json:"kind" flag:"for,needed" doc:"complaint or access"`
	Days int    `json:"days" flag:"days" doc:"0: as long as the kind may last"`
	Why  string `json:"why" flag:"why,needed" doc:"kept, so no name or number"`
}

// RecordingWord is a person's word on a recording.
type RecordingWord struct {
	ID   string `json:"id" arg:"ID"`
	Used bool   `json:"used,omitempty" flag:"used" doc:"its purpose is met"`
	Why  string `json:"why" flag:"why,needed" doc:"kept, so no name or number"`
}

// RecordingRun is what a run of the deletion did.
type RecordingRun struct {
	Collected int `json:"collected"`
	Deleted   int `json:"deleted"`
	Returned  int `json:"returned" doc:"files that should not have been there, removed"`
	Gone      int `json:"gone" doc:"tombstones: no file of these is left"`
	Kept      int `json:"kept"`
	Held      int `json:"held"`
	Overdue   int `json:"overdue" doc:"past their time and still there: look at the log"`
	Sealed    int `json:"sealed_anew,omitempty"`
}

// ListRecordings gives recordings.
var ListRecordings = Verb[RecordingsQuery, []Recording]{
	Name: "recordings list", Method: Post, Path: "/recordings", Summary: "Recordings", Short: "List recordings",
	Roles: roles(dialer.Supervisor, dialer.Quality, dialer.Privacy, dialer.Auditor),
}

// ExportRecording gives the sound of one leg.
var ExportRecording = Verb[RecordingExport, Sound]{
	Name: "recordings export", Method: Post, Path: "/recordings/export",
	Summary: "The sound of one side; the journal keeps who took it", Short: "Write the sound of one leg to a file",
	Roles: roles(dialer.Quality, dialer.Privacy), Writes: facts(dialer.FactRecordingRead),
	Help: `Write the sound of one recording to a WAV file. The journal first records who takes it, for which
party and why. A party may have only its own voice (8.2.1 d): --for consumer, --for agent. A person who
listens for quality or training may hear both: --for quality.

Example:
  ringevett recordings export a42-consumer-1 --for consumer --why "request of 24 November" --out voice.wav`,
}

// HoldRecording keeps a recording beyond its time.
var HoldRecording = Verb[RecordingHold, Done]{
	Name: "recordings hold", Method: Post, Path: "/recordings/hold", Summary: "Keep a recording",
	Short: "Keep a recording for a complaint or a request", Says: "held",
	Roles: roles(dialer.Quality, dialer.Privacy), Writes: facts(dialer.FactRecordingHeld),
	Help: `Keep a recording beyond its time: for a complaint at most 90 days, for a request for access at most 30. A hold
ends when its time is over; it may be renewed, with a reason.

Example:
  ringevett recordings hold a42-consumer-1 --for access --why "request 7"`,
}

// RecordingReason names a recording, and why something is done about it.
type RecordingReason struct {
	ID  string `json:"id" arg:"ID"`
	Why string `json:"why" flag:"why,needed" doc:"kept, so no name or number"`
}

// ReleaseRecording ends every hold on a recording.
var ReleaseRecording = Verb[RecordingReason, Done]{
	Name: "recordings release", Method: Post, Path: "/recordings/release", Summary: "End every hold on a recording",
	Says:  "released",
	Roles: roles(dialer.Quality, dialer.Privacy), Writes: facts(dialer.FactRecordingFree),
}

// DeleteRecording deletes a recording.
var DeleteRecording = Verb[RecordingWord, RecordingRun]{
	Name: "recordings delete", Method: Post, Path: "/recordings/delete", Summary: "Delete a recording",
	Short: "Delete a recording now",
	Roles: roles(dialer.Quality, dialer.Privacy), Writes: facts(dialer.FactRecordingUsed, dialer.FactRecordingGone),
	Help: `Delete a recording now, because its purpose is met (--used, as 8.2.1 b requires) or because
somebody asked. Its key is destroyed at once, and its files are deleted by this run. A held recording
is not deleted: release it first.`,
}

// ProveRecordings runs the deletion, and looks at every file.
var ProveRecordings = Verb[Nothing, RecordingRun]{
	Name: "recordings prove", Method: Post, Path: "/recordings/prove",
	Summary: "Run the deletion and look at every file", Short: "Delete what is over, and show that it is gone",
	Roles: roles(dialer.Operator, dialer.Quality, dialer.Privacy), Notes: dialer.FactChanged,
	Help: `Run the deletion now, and check every file: none may be past its time, and no deleted one may
have come back. A file that came back is removed, and the journal says so.

Exit codes: 0 all is as it should be; 1 a file had come back, or one past its time is still there.`,
}

// RotateRecordingKey seals every recording's key under a new key.
var RotateRecordingKey = Verb[Nothing, RecordingRun]{
	Name: "recordings rotate", Method: Post, Path: "/recordings/rotate", Summary: "Rotate the key for recordings",
	Short: "Seal every recording's key under a new key",
	Roles: roles(dialer.Operator), Writes: changed(),
}
