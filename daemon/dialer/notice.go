package dialer

import "strconv"

// NoticeID names a notice of recording or monitoring (8.1) over the whole life of one journal.
type NoticeID int64

// String is "notice 7".
func (id NoticeID) String() string { return "notice " + strconv.FormatInt(int64(id), 10) }

// Code is the id as facts have it.
func (id NoticeID) Code() string { return strconv.FormatInt(int64(id), 10) }

// NoticeByCode reads Code back; 0 where it is none.
func NoticeByCode(code string) NoticeID {
	id, _ := strconv.ParseInt(code, 10, 64)
	return NoticeID(id)
}

// Facts of notices of recording and monitoring (8.1, 8.3). Code is the notice's id.
const (
	FactNoticeMade      FactKind = "notice_made"      // Detail is all that it says, By who
	FactNoticeHeard     FactKind = "notice_heard"     // the agent heard it to the end
	FactNoticeCut       FactKind = "notice_unheard"   // it was read to the agent and not heard: Detail says why
	FactNoticeAcked     FactKind = "notice_acked"     // the agent keyed the acknowledgement: from now on it counts
	FactNoticeWithdrawn FactKind = "notice_withdrawn" // it counts no more: Detail says why, By who
)
