package sqlite

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/inquiry"
)

// TellInquiry records that an open inquiry has reached a stage, and the stages before it that were not recorded. It
// returns the newly recorded ones. An inquiry that was answered meanwhile stays as it is.
func (s *Store) TellInquiry(
	ctx context.Context, id dialer.InquiryID, reached inquiry.Stage,
) (told []inquiry.Stage, err error) {
	err = s.writer.submit(ctx, func(t *tx) error {
		in, err := t.inquiry(id)
		if err != nil || !in.Closed.IsZero() {
			return err
		}
		told, err = t.journalStages(in, reached)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("record the stages of inquiry %d: %w", id, err)
	}
	return told, nil
}

func (t *tx) journalStages(in Inquiry, reached inquiry.Stage) ([]inquiry.Stage, error) {
	todo := inquiry.Untold(in.Told, reached)
	for _, stage := range todo {
		f := in.fact(stage.Fact())
		if stage != inquiry.Late {
			f.Code = stage.String()
		}
		f.Detail = "due " + in.Due.In(t.oslo).Format("Mon 2006-01-02 15:04:05")
		if behind := t.now.Sub(inquiry.At(in.Due, stage)).Round(time.Second); behind > time.Minute {
			f.Detail += fmt.Sprintf("; told %v after its time", behind)
		}
		f.By = dialer.Self
		if err := t.appendFact(f); err != nil {
			return nil, err
		}
	}
	if len(todo) == 0 {
		return nil, nil
	}
	return todo, t.exec(`UPDATE inquiry SET told = ? WHERE id = ?`, int(reached), int64(in.ID))
}

// fact is one about this inquiry.
func (in Inquiry) fact(kind dialer.FactKind) dialer.Fact {
	return dialer.Fact{Kind: kind, Inquiry: in.ID, Number: in.Number, Visible: in.Visible, Client: in.Client,
		Campaign: in.Campaign}
}

// Breaches are the days in Oslo on which the time for an answer ran out, with how many inquiries it did for; from is
// included, to is not.
func (s *Store) Breaches(ctx context.Context, from, to time.Time) (map[dialer.Day][]dialer.InquiryID, error) {
	days := map[dialer.Day][]dialer.InquiryID{}
	all, err := s.Inquiries(ctx, InquiryQuery{Late: true})
	for _, in := range all {
		if at := inquiry.At(in.Due, inquiry.Late); !at.Before(from) && at.Before(to) {
			day := dialer.DayOf(at, s.oslo)
			days[day] = append(days[day], in.ID)
		}
	}
	return days, err
}
