package asterisk

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strings"
	"time"
)

const amiPatience = 5 * time.Second

// AMI has the manager carry out an action, its fields as "Name: value". It is there with Options.AMI.
func (p *PBX) AMI(ctx context.Context, action string, fields ...string) error {
	if p.amiAddr == "" {
		return errors.New("asterisk: this PBX has no manager: see Options.AMI")
	}
	var d net.Dialer
	c, err := d.DialContext(ctx, "tcp", p.amiAddr)
	if err != nil {
		return fmt.Errorf("asterisk: manager: %w", err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(amiPatience)); err != nil {
		return fmt.Errorf("asterisk: manager: %w", err)
	}
	lines := append([]string{"Action: " + action}, fields...)
	const logIn = "Action: Login\r\nUsername: %s\r\nSecret: %s\r\nEvents: off\r\n\r\n"
	fmt.Fprintf(c, logIn+"%s\r\n\r\n", p.User, p.Password, strings.Join(lines, "\r\n"))
	r := textproto.NewReader(bufio.NewReader(c))
	if _, err := r.ReadLine(); err != nil { // its greeting
		return fmt.Errorf("asterisk: manager: %w", err)
	}
	for range 2 { // of the log-in, and of the action
		answer, err := r.ReadMIMEHeader()
		if err != nil || answer.Get("Response") != "Success" {
			return fmt.Errorf("asterisk: manager: %s: answered %q, %w", action, answer.Get("Message"), err)
		}
	}
	return nil
}
