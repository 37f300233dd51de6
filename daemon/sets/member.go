package sets

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Member is one number or one person of a register.
type Member struct {
	Person bool
	Key    uint64
}

// Number gives the digits of an E.164 number.
func Number(n dialer.Number) (uint64, error) {
	digits, plus := strings.CutPrefix(string(n), "+")
	u, err := strconv.ParseUint(digits, 10, 64)
	if err != nil || !plus || u == 0 || len(digits) > 15 || digits[0] == '0' {
		return 0, dialer.Invalid{
			Field: "number", Value: n.Masked(), Why: "a number in the form +4790000001, at most 15 digits",
		}
	}
	return u, nil
}

// Members appends the subject's number and persons to all.
func Members(all []Member, s dialer.Subject) ([]Member, error) {
	if s.Number != "" {
		n, err := Number(s.Number)
		if err != nil {
			return nil, err
		}
		all = append(all, Member{Key: n})
	}
	for _, p := range s.Persons {
		if p != 0 { // 0 is none
			all = append(all, Member{Person: true, Key: uint64(p)})
		}
	}
	if len(all) == 0 {
		return nil, dialer.Invalid{Field: "subject", Why: "a number or a person to ask for"}
	}
	return all, nil
}

// String is the form in which a member is stored: "+4790000001", or "p" and sixteen hexadecimal digits.
func (m Member) String() string {
	if m.Person {
		return fmt.Sprintf("p%016x", m.Key)
	}
	return "+" + strconv.FormatUint(m.Key, 10)
}

// ParseMember reads what String wrote.
func ParseMember(text string) (Member, error) {
	if hex, ok := strings.CutPrefix(text, "p"); ok {
		key, err := strconv.ParseUint(hex, 16, 64)
		if err != nil || len(hex) != 16 {
			return Member{}, fmt.Errorf("a person's key of %d letters cannot be read", len(hex))
		}
		return Member{Person: true, Key: key}, nil
	}
	n, err := Number(dialer.Number(text))
	return Member{Key: n}, err
}

// Put sets the number or the person of a change.
func (m Member) Put(c *dialer.RegisterChange) {
	if m.Person {
		c.Person = dialer.PersonKey(m.Key)
		return
	}
	c.Number = dialer.Number(m.String())
}

// MemberOf is the number or the person of a change.
func MemberOf(c dialer.RegisterChange) (Member, error) {
	if c.Number == "" {
		return Member{Person: true, Key: uint64(c.Person)}, nil
	}
	n, err := Number(c.Number)
	return Member{Key: n}, err
}
