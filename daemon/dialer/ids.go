package dialer

import "strconv"

// CampaignID, ClientID and AgentID are the short names given by the admin: lower-case letters, digits and hyphens.
type (
	CampaignID string
	ClientID   string
	AgentID    string
)

// AttemptID numbers attempts over the whole life of one journal; it is never used twice.
type AttemptID int64

// LeadID numbers leads over the whole life of one book.
type LeadID int64

// SessionID names one agent's leg from log-in to log-out: the id of the agent's channel.
type SessionID string

// String gives "a42", the form used in logs and stories.
func (id AttemptID) String() string { return "a" + strconv.FormatInt(int64(id), 10) }
