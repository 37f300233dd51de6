package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

const inquiriesHelp = `Inquiries (4.4.3): questions that people ask in a recorded message or in writing. A named person
answers each within 24 hours, weekends and holidays included, in individual words or in a call. An automatic
receipt is not an answer.

A running daemon warns when 4 hours and when 1 hour is left, and counts what is late.`

func (t *tool) inquiries() *cobra.Command {
	cmd := &cobra.Command{Use: "inquiries", Short: "What people ask, and that they are answered", Long: inquiriesHelp}
	cmd.AddCommand(t.listInquiries(), t.showInquiry(), t.addInquiry(), t.closeInquiry(), t.listenInquiry(),
		t.breaches())
	return cmd
}

func (t *tool) listInquiries() *cobra.Command {
	var q verb.InquiryQuery
	cmd := &cobra.Command{
		Use: "list", Short: "List the open ones, the most urgent first", Args: cobra.NoArgs,
	}
	cmd.Flags().BoolVar(&q.All, "all", false, "answered ones too")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		all, err := answered(t, cmd, verb.ListInquiries, q, inquiryTable)
		if err == nil && slices.ContainsFunc(all, func(in verb.Inquiry) bool { return in.Late && in.Closed.IsZero() }) {
			err = errLook
		}
		return err
	}
	return cmd
}

func inquiryTable(w io.Writer, all []verb.Inquiry) {
	if len(all) == 0 {
		fmt.Fprintln(w, "no inquiry is open")
		return
	}
	var rows [][]string
	for _, in := range all {
		rows = append(rows,
			[]string{strconv.FormatInt(in.ID, 10), in.Channel, oslo(in.Received), oslo(in.Due), left(in),
				orDash(in.Number),
				orDash(in.Client), orDash(in.Voice), orDash(in.By)})
	}
	table(w, "inquiry channel received due left number client voice answered-by", rows)
}

// left is what is left of the time for an answer, or was when it came.
func left(in verb.Inquiry) string {
	d := (time.Duration(in.LeftS) * time.Second).Abs()
	text := fmt.Sprintf("%dh%02dm", int(d.Hours()), int(d.Minutes())%60)
	switch {
	case !in.Closed.IsZero() && in.Late:
		return "answered late"
	case !in.Closed.IsZero():
		return "answered"
	case in.Late:
		return "LATE by " + text
	}
	return text
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func (t *tool) showInquiry() *cobra.Command {
	var q verb.InquiryQuery
	cmd := &cobra.Command{
		Use: "show ID", Short: "Show one with its words, and how the person may be answered now",
		Args: cobra.ExactArgs(1),
		Long: "Show one inquiry, its words, and whether the person may be rung back now, when, or must be answered " +
			"in writing and why.",
	}
	cmd.Flags().BoolVar(&q.Numbers, "numbers", false, "show the whole number")
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		if q.ID, err = inquiryID(args[0]); err != nil {
			return err
		}
		return answer(t, cmd, verb.ShowInquiry, q, inquiryText)
	}
	return cmd
}

func inquiryID(text string) (int64, error) {
	return idOf("inquiry", text, "its number, as in ringevett inquiries list")
}

func inquiryText(w io.Writer, in verb.Inquiry) {
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%-10s %s\n", name, inColumn(value, 11))
		}
	}
	line("inquiry", fmt.Sprintf("%d by %s%s", in.ID, in.Channel, map[bool]string{true: ", a complaint"}[in.Complaint]))
	line("received", oslo(in.Received))
	line("due", fmt.Sprintf("%s (%s)", oslo(in.Due), left(in)))
	line("number", orDash(in.Number))
	line("rang", in.Visible)
	line("client", in.Client)
	line("campaign", in.Campaign)
	line("voice", strings.TrimSpace(fmt.Sprintf("%s %s", in.Voice, in.VoiceWhy)))
	line("asked", in.Text)
	if r := in.RingBack; r != nil {
		line("ring back", ringBackWords(*r))
	}
	if !in.Closed.IsZero() {
		line("answered", fmt.Sprintf("%s by %s", oslo(in.Closed), in.By))
		line("answer", in.Answer)
	}
	if in.Attempt > 0 {
		line("in call", dialer.AttemptID(in.Attempt).String())
	}
	if !in.Deleted.IsZero() {
		line("deleted", oslo(in.Deleted))
	}
}

func ringBackWords(r verb.RingBack) string {
	switch {
	case r.Now:
		return "yes, now"
	case !r.From.IsZero():
		return "not now: " + r.Why + "; from " + oslo(r.From)
	}
	return "no: " + r.Why
}

func (t *tool) addInquiry() *cobra.Command {
	var n verb.InquiryNote
	cmd := &cobra.Command{
		Use: "add", Short: "Note an inquiry that came in", Args: cobra.NoArgs,
	}
	cmd.Flags().StringVar(&n.Channel, "channel", "", "letter, email, sms, chat, social or agent")
	cmd.Flags().StringVar(&n.Number, "number", "", "of who asks, where it is known")
	cmd.Flags().StringVar(&n.Client, "client", "", "the client it is about")
	cmd.Flags().StringVar(&n.Campaign, "campaign", "", "what it is about")
	cmd.Flags().StringVar(&n.Text, "text", "", "what was asked, in full")
	cmd.Flags().BoolVar(&n.Complaint, "complaint", false, "it is a complaint (4.3 f, 6.2): kept and counted as one")
	file := cmd.Flags().String("file", "", `the text is in this file; "-" is standard input`)
	received := cmd.Flags().String("received", "",
		"when it came in, 2026-11-27T20:00 in Oslo; now, where it is left out")
	cmd.MarkFlagRequired("channel")
	cmd.MarkFlagsMutuallyExclusive("text", "file")
	cmd.RunE = func(cmd *cobra.Command, _ []string) (err error) {
		if n.Received, err = osloTime("--received", *received); err != nil {
			return err
		}
		if *file != "" {
			text, err := t.readFile(*file)
			if err != nil {
				return err
			}
			n.Text = string(text)
		}
		return answer(t, cmd, verb.NoteInquiry, n, inquiryText)
	}
	return cmd
}

func (t *tool) closeInquiry() *cobra.Command {
	var a verb.InquiryAnswer
	cmd := &cobra.Command{
		Use: "close ID", Short: "Say that one was answered", Args: cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&a.By, "by", "", "first and last name of who answered; you, where it is left out")
	cmd.Flags().StringVar(&a.Answer, "answer", "", "the words of the answer, in full: the dialogue is kept (4.4.3 b)")
	cmd.Flags().Int64Var(&a.Call, "call", 0, "the attempt in which it was answered")
	cmd.Flags().BoolVar(&a.Complaint, "complaint", false, "it was a complaint (4.3 f, 6.2), which was not noted before")
	cmd.MarkFlagsOneRequired("answer", "call")
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		if a.ID, err = inquiryID(args[0]); err != nil {
			return err
		}
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			in, err := rest.Call(ctx, f, verb.AnswerInquiry, a)
			if err != nil {
				return err
			}
			return t.show(in, func(w io.Writer) { fmt.Fprintf(w, "inquiry %d: %s\n", in.ID, left(in)) })
		})
	}
	return cmd
}
