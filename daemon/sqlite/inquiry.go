package sqlite

import (
	"context"
	"crypto/cipher"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/inquiry"
)

// Inquiry is one with what only the store knows of it.
type Inquiry struct {
	dialer.Inquiry
	Told     inquiry.Stage // the last stage of its clock that was told
	Sound    string        // the voice's name with the PBX, as long as it may be there
	Spoken   VoiceState
	VoiceWhy string // why it is not kept
	Bytes    int64
	SHA256   string    // of the voice as it was recorded
	Over     time.Time // when the dialogue was deleted
}

// VoiceState is the state of a spoken message.
type VoiceState string

// The states of a voice; "" is of an inquiry without one.
const (
	VoiceWanted VoiceState = "wanted" // the PBX has it
	VoiceKept   VoiceState = "kept"   // sealed on our disk
	VoiceLost   VoiceState = "lost"   // the PBX does not have it
	VoiceGoing  VoiceState = "going"  // may not be read any more; its file is to be removed
	VoiceGone   VoiceState = "gone"
)

// words are what is sealed of a dialogue.
type words struct {
	Text   string `json:"text"`
	Answer string `json:"answer"`
}

// AddInquiry stores an inquiry. Its clock runs from Received; zero means now. Voice is the name of a recording on the
// PBX, which is to be fetched.
func (s *Store) AddInquiry(ctx context.Context, in dialer.Inquiry, by string) (id dialer.InquiryID, err error) {
	err = errors.Join(needBy(by), needChannel(in.Channel))
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error {
			id, err = t.addInquiry(in, dialer.Fact{At: t.now, By: by})
			return err
		})
	}
	if err != nil {
		return 0, fmt.Errorf("add an inquiry: %w", err)
	}
	return id, nil
}

// Channels are the ways that an inquiry comes.
func Channels() []dialer.InquiryChannel {
	return []dialer.InquiryChannel{dialer.InquiryMessage, dialer.InquiryStaff, dialer.InquiryAgent,
		dialer.InquiryLetter,
		dialer.InquiryEmail, dialer.InquirySMS, dialer.InquiryChat, dialer.InquirySocial, dialer.InquiryCorrection}
}

func needChannel(c dialer.InquiryChannel) error {
	if !slices.Contains(Channels(), c) {
		return dialer.Invalid{Field: "channel", Value: string(c), Why: fmt.Sprint("one of ", Channels())}
	}
	return nil
}

// addInquiry stores the inquiry and appends f, which has its time, its author, and the attempt that it belongs to.
func (t *tx) addInquiry(in dialer.Inquiry, f dialer.Fact) (dialer.InquiryID, error) {
	if in.Received.IsZero() {
		in.Received = t.now
	}
	if in.Received.After(t.now.Add(time.Minute)) { // clocks of two machines are not one
		return 0, dialer.Invalid{Field: "received", Value: in.Received.Format(time.RFC3339), Why: "not in the future"}
	}
	in.Due = inquiry.Due(in.Received)
	k, err := t.numberKeyOf(in.Number)
	if err != nil {
		return 0, err
	}
	var box []byte
	if k.id != 0 {
		box = k.seal([]byte(in.Number))
	}
	voice := VoiceState("")
	if in.Voice != "" {
		voice = VoiceWanted
	}
	id, err := t.insert(`INSERT INTO inquiry (channel, received, due, visit, visible, client, campaign, number, box, sound,
		voice, seconds, complaint)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, string(in.Channel), in.Received.UnixNano(), in.Due.UnixNano(),
		in.Visit, string(in.Visible),
		string(in.Client), string(in.Campaign), k.id, box, in.Voice, string(voice), in.Seconds, in.Complaint)
	if err != nil {
		return 0, err
	}
	if err := t.sealDialogue(id, words{Text: in.Text}); err != nil {
		return 0, err
	}
	f.Kind, f.Inquiry, f.Number, f.Visible, f.Client, f.Campaign = dialer.FactInquiry, dialer.InquiryID(id), in.Number,
		in.Visible, in.Client, in.Campaign
	f.Code, f.Detail = string(in.Channel), "an answer is due "+in.Due.In(t.oslo).Format("Mon 2006-01-02 15:04:05")
	if err := t.append(f); err != nil || !in.Complaint {
		return f.Inquiry, err
	}
	return f.Inquiry, t.complaint(in, f)
}

// complaint adds a fact that an inquiry is a complaint, dated when it came: it counts on that day (4.3 f).
func (t *tx) complaint(in dialer.Inquiry, f dialer.Fact) error {
	f.Kind, f.At, f.Code, f.Detail, f.Attempt = dialer.FactComplaint, in.Received, string(in.Channel), "", 0
	return t.append(f)
}

// sealDialogue makes an inquiry's key, and seals its first words.
func (t *tx) sealDialogue(id int64, w words) error {
	key := make([]byte, keySize)
	rand.Read(key)
	return t.exec(`UPDATE inquiry SET wrapped = ?, words = ? WHERE id = ?`,
		t.keys.dialogue.Seal(nil, nil, key, idBytes(id)), sealWords(newAEAD(key), id, w), id)
}

func sealWords(key cipher.AEAD, id int64, w words) []byte {
	text, err := json.Marshal(w)
	if err != nil {
		panic(err) // two texts
	}
	return key.Seal(nil, nil, text, idBytes(id))
}

// dialogueKey opens an inquiry's key; nil where the dialogue is deleted.
func (k *keys) dialogueKey(id int64, wrapped []byte) (cipher.AEAD, error) {
	if wrapped == nil || k.hides(goneDialogue, id) {
		return nil, nil
	}
	key, err := k.dialogue.Open(nil, nil, wrapped, idBytes(id))
	if err != nil {
		return nil, fmt.Errorf("inquiry %d does not open with this master key: %w", id, err)
	}
	return newAEAD(key), nil
}

// CloseInquiry stores an answer. late says that the time is over by a clock that was not put back, whatever the wall
// clock says. who is the person that enters it.
func (s *Store) CloseInquiry(ctx context.Context, id dialer.InquiryID, c inquiry.Closing, late bool, who string) error {
	err := needBy(who)
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error { return t.closeInquiry(id, c, late, who) })
	}
	if errors.Is(err, inquiry.ErrBulk) { // what was refused is rolled back; that it was tried is not
		err = errors.Join(err, s.writer.submit(ctx, func(t *tx) error {
			return t.appendFact(dialer.Fact{Kind: dialer.FactInquiryRefused, Inquiry: id, Code: "bulk",
				Detail: "the words of other answers within a minute; entered by " + who, By: c.By})
		}))
	}
	if err != nil {
		return fmt.Errorf("close inquiry %d: %w", id, err)
	}
	return nil
}

func (t *tx) closeInquiry(id dialer.InquiryID, c inquiry.Closing, late bool, who string) error {
	in, err := t.inquiry(id)
	if err != nil {
		return err
	}
	recent, err := t.recentClosings()
	if err != nil {
		return err
	}
	c.At = t.now
	if err := inquiry.Close(in.Inquiry, c, recent); err != nil {
		return err
	}
	if err := t.mayAnswer(in, c.Attempt); err != nil {
		return err
	}
	late = late || in.Told == inquiry.Late || inquiry.WasLate(t.now, in.Due)
	if late {
		if _, err := t.journalStages(in, inquiry.Late); err != nil {
			return err
		}
	}
	if err := t.answered(in, c); err != nil {
		return err
	}
	f := in.fact(dialer.FactInquiryClosed)
	f.Attempt, f.By, f.Code = c.Attempt, c.By, map[bool]string{true: "written", false: "spoken"}[c.Attempt == 0]
	f.Detail = map[bool]string{true: "late", false: "in time"}[late] + "; entered by " + who
	if err := t.appendFact(f); err != nil || !c.Complaint || in.Complaint {
		return err
	}
	return t.complaint(in.Inquiry, in.fact(dialer.FactComplaint))
}

// answered stores the answer beside the question, under the same key.
func (t *tx) answered(in Inquiry, c inquiry.Closing) error {
	var wrapped []byte
	if err := t.row(`SELECT wrapped FROM inquiry WHERE id = ?`, int64(in.ID)).Scan(&wrapped); err != nil {
		return err
	}
	key, err := t.keys.dialogueKey(int64(in.ID), wrapped)
	if err == nil && key == nil {
		err = fmt.Errorf("%w: the dialogue is deleted", dialer.ErrRefused)
	}
	if err != nil {
		return err
	}
	return t.exec(`UPDATE inquiry SET words = ?, closed = ?, "by" = ?, attempt = ?, complaint = complaint OR ?
		WHERE id = ?`,
		sealWords(key, int64(in.ID), words{in.Text, c.Text}), t.now.UnixNano(), c.By, int64(c.Attempt), c.Complaint,
		int64(in.ID))
}

// mayAnswer checks the call that an answer was given in against the journal: it must be a conversation with the same
// person after the inquiry.
func (t *tx) mayAnswer(in Inquiry, id dialer.AttemptID) error {
	if id == 0 {
		return nil
	}
	var at int64
	var number, asked sql.NullInt64
	err := t.row(`SELECT j.at, a.number, (SELECT number FROM inquiry WHERE id = ?2) FROM journal j
		JOIN attempt a ON a.id = j.attempt
		WHERE j.attempt > 0 AND j.attempt = ?1 AND j.kind = ?3`, int64(id), int64(in.ID),
		string(dialer.FactBridged)).Scan(&at, &number, &asked)
	why := ""
	switch {
	case errors.Is(err, sql.ErrNoRows):
		why = "the journal has no conversation with that number"
	case err != nil:
		return err
	case at < in.Received.UnixNano():
		why = "that conversation was before the inquiry came"
	case asked.Int64 != 0 && asked.Int64 != number.Int64:
		why = "that conversation was with another number"
	default:
		return nil
	}
	return dialer.Invalid{Field: "call", Value: id.String(), Why: why}
}
