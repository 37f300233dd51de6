package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

const (
	keptAfter = 1500 * time.Millisecond // a person who has said something waits no longer for the disk; less than AGI's
	keptAgain = time.Second             // between tries
	mostKept  = 1000                    // further persons are told that it could not be stored
	keptTill  = 8 * time.Second         // at the daemon's stop, before what is left goes to a file
)

// wish is what a consumer or a caller has said, from then until it is on the disk. One of its three parts is set.
type wish struct {
	At      time.Time       `json:"at"`
	By      string          `json:"by"`
	Reserve *verb.Wish      `json:"reserve,omitempty"`
	Inquiry *dialer.Inquiry `json:"inquiry,omitempty"`
	Served  *sqlite.Served  `json:"served,omitempty"`

	visit *visit // of an inquiry: the visit that becomes it; nil after a restart, and where there is none
	late  bool   // it was not written at once, and waits
	why   string // the last try's error; "" while the first has not returned
}

// String names it for logs and for status, without its words and with the number masked.
func (w *wish) String() string {
	switch {
	case w.Reserve != nil:
		return fmt.Sprintf("a reservation of %s in register %s", dialer.Number(w.Reserve.Number).Masked(), w.Reserve.Scope)
	case w.Inquiry != nil && w.Inquiry.Complaint:
		return "a complaint of " + w.Inquiry.Number.Masked()
	case w.Inquiry != nil:
		return "an inquiry of " + w.Inquiry.Number.Masked()
	}
	return "what became of the caller " + w.Served.Number.Masked()
}

// keeper has every wish tried until it stands. Nothing but the disk's yes, or the journal's refusal of the wish itself,
// ends that: no deadline does.
type keeper struct {
	life context.Context // ends with the daemon
	end  context.CancelFunc

	mu       sync.Mutex
	wishes   []*wish
	restored bool // the file of the last stop is not used up
}

// errFull is the error of a wish that there is no room for.
var errFull = fmt.Errorf("%d wishes of consumers wait for the disk already", mostKept)

// hold carries a wish out, and waits for it at most keptAfter. After nil it stands. After engine.ErrKept it is tried
// until it does. After any other error the wish itself was refused, or there is no room for it.
func (d *Desk) hold(ctx context.Context, w *wish) error {
	w.At = d.ports.Now()
	if !d.kept.add(w) {
		return errFull
	}
	first := make(chan error, 1)
	go d.insist(w, first)
	soon := time.NewTimer(keptAfter)
	defer soon.Stop()
	select {
	case err := <-first:
		return err
	case <-soon.C:
	case <-ctx.Done():
	}
	select {
	case err := <-first:
		return err
	default:
		d.waits(w, nil)
		return engine.ErrKept
	}
}

// insist tries a wish until it stands. first hears the end of the first try.
func (d *Desk) insist(w *wish, first chan<- error) {
	for {
		err := d.carryOut(d.kept.life, w)
		switch {
		case err == nil:
			d.kept.drop(w)
			d.tellKept()
			hear(first, nil)
			return
		case refused(err):
			d.isRefused(w, err)
			hear(first, err)
			return
		}
		d.waits(w, err)
		hear(first, engine.ErrKept)
		select {
		case <-d.kept.life.Done():
			return
		case <-time.After(keptAgain):
		}
	}
}

// hear tells the end of a first try; the ends of later ones have no listener.
func hear(first chan<- error, err error) {
	select {
	case first <- err:
	default:
	}
}

// refused tells a fault of the wish itself, which no try mends.
func refused(err error) bool {
	_, invalid := errors.AsType[dialer.Invalid](err)
	return invalid || errors.Is(err, dialer.ErrRefused) || errors.Is(err, dialer.ErrNotFound) ||
		errors.Is(err, dialer.ErrUnwritable)
}

// isRefused ends a wish that cannot stand. Who was told already that it is kept is owed an answer.
func (d *Desk) isRefused(w *wish, err error) {
	told := d.kept.drop(w)
	d.tellKept()
	if !told {
		return
	}
	d.ports.Log.WithError(err).WithField("wish", w.String()).
		Error("what a consumer said was kept and is refused now")
	if w.Reserve == nil {
		return
	}
	in := dialer.Inquiry{
		Channel: dialer.InquiryMessage, Received: w.At, Number: dialer.Number(w.Reserve.Number),
		Text: "asked to be reserved, which was refused: " + w.Reserve.Scope,
	}
	if client, is := dialer.RegisterNamed(w.Reserve.Scope).Client(); is {
		in.Client = client
	}
	go d.hold(d.kept.life, &wish{By: w.By, Inquiry: &in})
}

// carryOut tries once. A panic is its error.
func (d *Desk) carryOut(ctx context.Context, w *wish) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	switch {
	case w.Reserve != nil:
		return d.ports.Registers.Reserve(ctx, *w.Reserve, w.By)
	case w.Inquiry != nil:
		return d.inquire(ctx, w)
	}
	return d.serve(ctx, *w.Served)
}

// inquire makes an inquiry. A visit becomes one only: after it, a voice goes to the one that there is.
func (d *Desk) inquire(ctx context.Context, w *wish) (err error) {
	in := *w.Inquiry
	if w.visit != nil {
		w.visit.making.Lock()
		defer w.visit.making.Unlock()
	}
	id, err := d.inquiryOf(ctx, w)
	switch {
	case err != nil:
		return err
	case id != 0 && in.Voice != "":
		return d.ports.Inquiries.KeepVoice(ctx, id, in.Voice)
	case id != 0:
		return nil
	case w.visit == nil && in.Visit == "":
		_, err = d.ports.Inquiries.Add(ctx, in, w.By)
		return err
	}
	if id, err = d.ports.Inquiries.AddInquiry(ctx, in); err == nil && w.visit != nil {
		w.visit.became(id)
	}
	return err
}

// inquiryOf is the inquiry that a wish's visit has become; 0: none yet, or there is no visit.
func (d *Desk) inquiryOf(ctx context.Context, w *wish) (id dialer.InquiryID, err error) {
	if w.visit != nil {
		return w.visit.is(), nil
	}
	if w.Inquiry.Visit == "" {
		return 0, nil
	}
	open, err := d.ports.Journal.Inquiries(ctx, sqlite.InquiryQuery{Visit: w.Inquiry.Visit, Open: true})
	for _, in := range open {
		id = in.ID
	}
	return id, err
}

func (k *keeper) add(w *wish) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.wishes) >= mostKept {
		return false
	}
	k.wishes = append(k.wishes, w)
	return true
}

// drop forgets a wish, and reports whether a person was told that it is kept.
func (k *keeper) drop(w *wish) (told bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.wishes = slices.DeleteFunc(k.wishes, func(x *wish) bool { return x == w })
	return w.late
}

// waits marks a wish that was not written at once.
func (d *Desk) waits(w *wish, err error) {
	d.kept.mu.Lock()
	was := w.late
	w.late = true
	if err != nil {
		w.why = err.Error()
	}
	d.kept.mu.Unlock()
	if !was {
		d.ports.Log.WithError(err).WithField("wish", w.String()).
			Warn("what a consumer said is not on the disk yet: it is kept and tried again")
	}
	d.tellKept()
}

// tellKept has status, check and metrics say what waits, or that nothing does any more.
func (d *Desk) tellKept() {
	d.kept.mu.Lock()
	if d.ports.Report != nil {
		d.ports.Report(d.kept.fault())
	}
	used := len(d.kept.wishes) == 0 && d.kept.restored
	d.kept.restored = d.kept.restored && !used
	d.kept.mu.Unlock()
	if used {
		if err := d.ports.Journal.KeepWishes(nil); err != nil {
			d.ports.Log.WithError(err).Error("the file of consumers' wishes is used up and could not be removed")
		}
	}
}

// fault says in one line what waits; nil: nothing.
func (k *keeper) fault() error {
	var late []*wish
	for _, w := range k.wishes {
		if w.late {
			late = append(late, w)
		}
	}
	if len(late) == 0 {
		return nil
	}
	why := late[0].why
	if why == "" {
		why = "the disk has not answered"
	}
	return fmt.Errorf("%d not on the disk yet, the first since %s (%s): kept and tried again: %s",
		len(late), late[0].At.In(hours.Oslo()).Format(time.TimeOnly), late[0], why)
}

// Awaited are the registers in which the number is to be put, by a wish that is not on the disk yet. The gate takes
// the number for reserved there.
func (d *Desk) Awaited(n dialer.Number) (in []dialer.RegisterID) {
	if d == nil {
		return nil
	}
	d.kept.mu.Lock()
	defer d.kept.mu.Unlock()
	for _, w := range d.kept.wishes {
		if w.Reserve != nil && dialer.Number(w.Reserve.Number) == n {
			in = append(in, dialer.RegisterNamed(w.Reserve.Scope))
		}
	}
	return in
}

// Restore takes up again what the last stop could not write.
func (d *Desk) Restore() error {
	text, err := d.ports.Journal.Wishes()
	if err != nil || text == nil {
		return err
	}
	var all []*wish
	if err := json.Unmarshal(text, &all); err != nil {
		return fmt.Errorf("wishes that the last stop kept: %w", err)
	}
	d.kept.mu.Lock()
	d.kept.restored = true
	for _, w := range all {
		w.late, w.why = true, "it was not on the disk when the daemon was stopped"
	}
	d.kept.wishes = append(d.kept.wishes, all...)
	d.kept.mu.Unlock()
	for _, w := range all {
		go d.insist(w, make(chan error, 1))
	}
	d.tellKept()
	return nil
}

// Close waits for the disk a while longer. What is not on it then goes, sealed, to a file that the next start takes up.
func (d *Desk) Close(ctx context.Context) error {
	soon, cancel := context.WithTimeout(ctx, keptTill)
	defer cancel()
	for !d.kept.empty() && soon.Err() == nil {
		select {
		case <-soon.Done():
		case <-time.After(keptAgain / 10):
		}
	}
	d.kept.end()
	d.kept.mu.Lock()
	defer d.kept.mu.Unlock()
	left := d.kept.wishes
	if len(left) == 0 {
		return nil
	}
	text, err := json.Marshal(left)
	if err == nil {
		err = d.ports.Journal.KeepWishes(text)
	}
	var list []string
	for _, w := range left {
		list = append(list, w.String())
	}
	d.ports.Log.WithField("wishes", strings.Join(list, "; ")).
		Error("stopped with what consumers said not in the journal: the next start writes it from its file")
	return err
}

func (k *keeper) empty() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.wishes) == 0
}

// forAGI is the error of a wish in the words of the dialplan.
func forAGI(err error) error {
	if errors.Is(err, engine.ErrKept) {
		return fmt.Errorf("%w: %w", dialplan.ErrKept, err)
	}
	return err
}
