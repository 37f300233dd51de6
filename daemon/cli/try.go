package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// tryLook is how often a try is looked at.
const tryLook = 200 * time.Millisecond

func (t *tool) try() *cobra.Command {
	var ask verb.TryAsk
	cmd := &cobra.Command{Use: "try EXTENSION", Short: verb.BeginTry.Short, Args: cobra.ExactArgs(1)}
	cmd.Flags().StringVar(&ask.Agent, "agent", "", "who talks with it")
	cmd.Flags().StringVar(&ask.Campaign, "campaign", "", "whose words are heard; left out: the agent's first")
	if err := cmd.MarkFlagRequired("agent"); err != nil {
		panic(err)
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ask.Extension = args[0]
		return t.withFloor(cmd, app.ToRead, func(ctx context.Context, f *rest.Remote) error {
			now, err := rest.Call(ctx, f, verb.BeginTry, ask)
			if err != nil {
				return err
			}
			if now, err = t.follow(ctx, f, now); err != nil {
				return err
			}
			if err := t.show(now, func(w io.Writer) { fmt.Fprintln(w, "over") }); err != nil {
				return err
			}
			if !now.Talked {
				return errLook
			}
			return nil
		})
	}
	return cmd
}

// follow tells what happens until the try is over. A person who does not want to wait ends it.
func (t *tool) follow(ctx context.Context, f *rest.Remote, now verb.Try) (verb.Try, error) {
	said, next := 0, ""
	for {
		for ; said < len(now.Heard) && !t.json; said++ {
			fmt.Fprintln(t.Out, now.Heard[said])
		}
		if now.Next != next && now.Next != "" && !t.json {
			fmt.Fprintln(t.Out, now.Next)
		}
		if next = now.Next; now.Over {
			return now, nil
		}
		select {
		case <-ctx.Done():
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			_, err := rest.Call(ctx, f, verb.EndTry, verb.Nothing{})
			return now, err
		case <-time.After(tryLook):
		}
		var err error
		if now, err = rest.Call(ctx, f, verb.ShowTry, verb.Nothing{}); err != nil && ctx.Err() == nil {
			return now, err
		}
	}
}
