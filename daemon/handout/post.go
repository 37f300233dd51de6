package handout

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Within bounds one try, from the first connection to the last byte of the answer.
const Within = 10 * time.Second

// answerLimit is how much of an answer is read, in bytes.
const answerLimit = 64 << 10

// ErrNever is of a receiver that will not take this event, however often it is sent.
var ErrNever = errors.New("the receiver refuses this event for good")

// Receiver takes events, signed as the Standard Webhooks specification has it.
type Receiver struct {
	URL string
	Key []byte // of the signature
}

// Sign is the signature of an event that leaves at an instant: over its id, the second, and the body.
func (r Receiver) Sign(id string, at time.Time, body []byte) string {
	mac := hmac.New(sha256.New, r.Key)
	fmt.Fprintf(mac, "%s.%d.", id, at.Unix())
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// Post sends an event and gives the answer of a receiver that took it (2xx). The id is the same at every try. No error
// names the address or the body.
func (r Receiver) Post(ctx context.Context, id string, at time.Time, body []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, Within)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.URL, bytes.NewReader(body))
	if err != nil {
		return nil, withoutAddress(err)
	}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "User-Agent": "ringevett",
		"webhook-id": id, "webhook-timestamp": strconv.FormatInt(at.Unix(), 10),
		"webhook-signature": r.Sign(id, at, body),
	} {
		request.Header.Set(name, value)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if err != nil {
		return nil, withoutAddress(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, answerLimit))
	switch {
	case refusals[answer.StatusCode]:
		return nil, fmt.Errorf("%w: it answers %d %s", ErrNever, answer.StatusCode, http.StatusText(answer.StatusCode))
	case answer.StatusCode/100 != 2:
		return nil, fmt.Errorf("the receiver answers %d %s", answer.StatusCode, http.StatusText(answer.StatusCode))
	case err != nil:
		return nil, withoutAddress(err)
	}
	return text, nil
}

// refusals are the answers that concern the event itself. All others may be of the receiver's state or of a wrong
// setting, which a person mends: those are tried again.
var refusals = map[int]bool{
	http.StatusBadRequest: true, http.StatusConflict: true, http.StatusRequestEntityTooLarge: true,
	http.StatusUnprocessableEntity: true,
}

// withoutAddress leaves out the URL, which may carry a token.
func withoutAddress(err error) error {
	var of *url.Error
	if errors.As(err, &of) {
		err = of.Err
	}
	return fmt.Errorf("the receiver is not reached: %w", err)
}
