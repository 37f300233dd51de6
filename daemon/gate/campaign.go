package gate

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/redial"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sale"
)

// The ring time's limits (norm 2.9 notes): we do not give up sooner, and do not ring for longer.
const (
	MinRing = 20 * time.Second
	MaxRing = 30 * time.Second
)

// ValidateRing is the fault of a campaign's ring time; field is the key it stands under.
func ValidateRing(field string, ring time.Duration) error {
	if ring < MinRing || ring > MaxRing {
		return dialer.Invalid{
			Field: field, Value: ring.String(), Why: fmt.Sprintf("%v to %v (norm 2.9)", MinRing, MaxRing),
		}
	}
	return nil
}

// config asks again what was asked when the configuration was read: nothing is dialed on its word alone.
func config(q *inquiry) finding {
	if q.Responsible == "" {
		return no(BlockConfig, "no responsible person is named (4.1)")
	}
	errs := q.Hours.Validate("hours")
	errs = append(errs, redial.Validate("attempts", q.Campaign.Attempts)...)
	if err := ValidateRing("ring", q.Campaign.Ring); err != nil {
		errs = append(errs, err)
	}
	errs = append(errs, reservation.ValidateMaxAge("wash_max_age", q.Campaign.WashMaxAge))
	if err := errors.Join(errs...); err != nil {
		return no(BlockConfig, err.Error())
	}
	return yes("responsible person named, limits kept")
}

// campaign asks what a call cannot be opened without, and that an operator set it going.
func campaign(q *inquiry) finding {
	c := q.Campaign
	switch {
	case !slices.Contains(dialer.Kinds(), c.Kind):
		return no(BlockCampaign, fmt.Sprintf("%q is no kind of campaign (4.2 k)", c.Kind))
	case c.Client.ID == "":
		return no(BlockCampaign, "the campaign has no client")
	case c.Purpose == "":
		return no(BlockCampaign, "no spoken purpose (4.2 g)")
	case !c.Archived.IsZero():
		return no(BlockCampaign, "the campaign is archived")
	case !c.Running:
		return no(BlockCampaign, "the campaign is not running")
	}
	if err := sale.MayStart(c); err != nil {
		return no(BlockCampaign, err.Error())
	}
	return yes("running, " + string(c.Kind))
}

// ringingHours asks for the whole ring time, so that nothing rings on past the closing hour.
func ringingHours(q *inquiry) finding {
	q.window = q.Hours.At(q.now, q.Campaign.Ring)
	if !q.window.Open {
		return finding{BlockHours, "outside calling hours: " + q.window.Why, q.window.Next}
	}
	return until("open until "+q.window.Until.Format("15:04"), q.window.Until)
}

// nationalConnected spares the leads of a marketing campaign where every one of them would be refused.
func nationalConnected(q *inquiry) finding {
	switch {
	case !q.Campaign.Kind.Marketing():
		return yes("not needed for " + string(q.Campaign.Kind))
	case q.nationalMissing:
		return no(BlockUnknown, "the national register is not connected, and marketing needs it (mfl. § 12)")
	}
	return yes("asked at each dial")
}

// directoryHolds is for how many days somebody's word counts that the visible number is in a directory (norm 5.25).
const directoryHolds = 90

// visible asks for a number that the client holds and that may be shown; it is never withheld (mfl. § 14).
func visible(q *inquiry) finding {
	shown := q.Campaign.Visible
	if shown == "" {
		return no(BlockVisible, "no visible number")
	}
	if !q.Campaign.Client.Owns(shown) {
		return no(BlockVisible, "the visible number is not one of the client's (4.4.2)")
	}
	if err := number.MayShow(shown); err != nil {
		return no(BlockVisible, "visible number: "+dialer.Reason(err))
	}
	if q.Campaign.Kind.Marketing() {
		return searchable(q, q.Campaign.Client.CheckedAt(shown))
	}
	return yes("the client's, may be shown")
}

// searchable: marketing needs a number that is registered and can be found by who was rung (mfl. § 14 second
// paragraph).
func searchable(q *inquiry, at time.Time) finding {
	end := at.AddDate(0, 0, directoryHolds)
	switch {
	case at.IsZero() || at.After(q.now):
		return no(BlockVisible, "no one says that the visible number is in a directory (mfl. § 14)")
	case q.now.After(end):
		return no(BlockVisible,
			fmt.Sprintf("the visible number was last found in a directory more than %d days ago (mfl. § 14)",
				directoryHolds))
	}
	return until("the client's, may be shown, in a directory on "+at.In(hours.Oslo()).Format(time.DateOnly), end)
}
