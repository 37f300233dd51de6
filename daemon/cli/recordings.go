package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

const recordingsHelp = `Recordings of conversations (8.2.1): which there are, who may hear them, and the proof
that they are deleted in time. Each is one side of one call: a42-consumer-1 is the consumer's voice in
attempt 42, part 1.

A running daemon deletes each hour.`

func (t *tool) recordings() *cobra.Command {
	cmd := &cobra.Command{Use: "recordings", Short: "Recordings of conversations", Long: recordingsHelp}
	cmd.AddCommand(t.listRecordings(), t.showRecording(), t.exportRecording(), t.deleteRecording(), t.proveRecordings(),
		t.rotateKey())
	return cmd
}

func (t *tool) listRecordings() *cobra.Command {
	var q verb.RecordingsQuery
	cmd := &cobra.Command{Use: "list", Short: "List recordings", Args: cobra.NoArgs}
	cmd.Flags().StringVar(&q.Campaign, "campaign", "", "of one campaign")
	cmd.Flags().Int64Var(&q.Attempt, "attempt", 0, "of one attempt")
	cmd.Flags().BoolVar(&q.Gone, "gone", false, "also those that are deleted")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return t.tellRecordings(cmd, q) }
	return cmd
}

func (t *tool) showRecording() *cobra.Command {
	cmd := &cobra.Command{Use: "show ID", Short: "Show one recording, also a deleted one", Args: cobra.ExactArgs(1)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return t.tellRecordings(cmd, verb.RecordingsQuery{ID: args[0], Gone: true})
	}
	return cmd
}

func (t *tool) tellRecordings(cmd *cobra.Command, q verb.RecordingsQuery) error {
	return answer(t, cmd, verb.ListRecordings, q, recordingTable)
}

func recordingTable(w io.Writer, all []verb.Recording) {
	var rows [][]string
	for _, r := range all {
		held := "-"
		if r.HeldFor != "" {
			held = r.HeldFor + " until " + oslo(r.Held)
		}
		rows = append(rows, []string{
			r.ID, r.Campaign, r.Agent, r.State, oslo(r.Ended), oslo(r.Due), held, oslo(r.Over), r.Why,
			strconv.FormatInt(r.Bytes, 10),
		})
	}
	table(w, "recording campaign agent state ended due held gone why bytes", rows)
}

func (t *tool) exportRecording() *cobra.Command {
	var e verb.RecordingExport
	cmd := &cobra.Command{
		Use: "export ID", Short: "Write the sound of one recording to a file",
		Args: cobra.ExactArgs(1),
	}
	out := cmd.Flags().String("out", "", "the file; it is not deleted on time: you are answerable for it")
	cmd.Flags().StringVar(&e.For, "for", "", "consumer, agent or quality")
	cmd.Flags().StringVar(&e.Why, "why", "", "what for; kept, so no name or number")
	for _, name := range []string{"for", "why", "out"} {
		cmd.MarkFlagRequired(name)
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		e.ID = args[0]
		return t.withFloor(cmd, app.ToWrite, func(ctx context.Context, f *rest.Remote) error {
			s, err := rest.Call(ctx, f, verb.ExportRecording, e)
			if err == nil {
				err = os.WriteFile(*out, s.WAV, 0o600)
			}
			if err != nil {
				return err
			}
			return t.show(map[string]string{"file": *out},
				func(w io.Writer) { fmt.Fprintf(w, "%s: %d bytes\n", *out, len(s.WAV)) })
		})
	}
	return cmd
}

// writeSounds puts the consumer's own recordings into a folder.
func writeSounds(ctx context.Context, f *rest.Remote, s verb.Subject, dir, why string) (files int, err error) {
	for _, r := range s.Recordings {
		if r.Side != "consumer" || r.State != "kept" && r.State != "left" {
			continue
		}
		sound, err := rest.Call(ctx, f, verb.ExportRecording, verb.RecordingExport{ID: r.ID, For: "consumer", Why: why})
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, sound.Name), sound.WAV, 0o600)
		}
		if err != nil {
			return files, err
		}
		files++
	}
	for _, in := range s.Inquiries {
		if in.Voice != "kept" {
			continue
		}
		sound, err := rest.Call(ctx, f, verb.ListenInquiry, verb.InquiryListen{ID: in.ID, Why: why})
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, sound.Name), sound.WAV, 0o600)
		}
		if err != nil {
			return files, err
		}
		files++
	}
	return files, nil
}
