package app_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/test/redistest"
)

// asks is a floor that records after a yes.
func asks(t *testing.T) *floor {
	t.Helper()
	f := newFloor(t)
	r := &f.conf.Recording
	r.Mode, r.Category, r.Website = "opt_in", "quality", "example.no/opptak"
	r.Dir, r.KeyFile = filepath.Join(t.TempDir(), "recordings"), filepath.Join(t.TempDir(), "recordings.key")
	f.pbx.Plan("PJSIP/90000001@trunk", aritest.Answers(time.Millisecond))
	return f
}

// talks has kari talk with a consumer, after she has acknowledged the notice of recordings.
func (d *day) talks(f *floor) (agent, consumer *aritest.Line) {
	d.t.Helper()
	agent, consumer = d.talksUntold(f)
	d.acknowledges(agent)
	return agent, consumer
}

// acknowledges keys the code, of a notice that was heard at the log-in.
func (d *day) acknowledges(agent *aritest.Line) {
	d.t.Helper()
	agent.Digits("*81")
	redistest.Eventually(d.t, "the acknowledgement", func() error {
		all, err := rest.Call(d.t.Context(), d.Remote, verb.ListNotices, verb.NoticesQuery{Agent: "kari"})
		if err == nil && (len(all) != 1 || all[0].Agents[0].Acked.IsZero()) {
			err = fmt.Errorf("%w: got %+v", dialer.ErrNotFound, all)
		}
		return err
	})
}

// talksUntold has a kari talk who has heard the notice and not acknowledged it.
func (d *day) talksUntold(f *floor) (agent, consumer *aritest.Line) {
	d.t.Helper()
	ctx := d.t.Context()
	must[[]verb.Client](d.t)(d.AddClients(ctx, []byte(example(d.t, configs.ExampleClient)), ""))
	must[[]verb.Agent](d.t)(d.AddAgents(ctx, []byte(example(d.t, configs.ExampleAgents)), ""))
	must[verb.Campaign](d.t)(d.AddCampaign(ctx, []byte(example(d.t, configs.ExampleCampaign)), ""))
	must[verb.TrainingAdded](d.t)(d.AddTraining(ctx, fullTraining(), ""))
	must[verb.NoticeAdded](d.t)(d.AddNotice(ctx, verb.NoticeDraft{
		Kind: "recording", Purpose: "quality", Goal: "tydelige åpninger", Themes: "åpning", Plan: "samtale",
		Agents: []string{"kari"}, To: time.Now().Add(24 * time.Hour).In(hours.Oslo()).Format(notice.Layout),
	}, ""))
	must[[]verb.SoundMade](d.t)(app.RenderSounds(ctx, f.conf, d.remote, false))
	for _, p := range sounds.OfConsent(sounds.ConsentAsk) {
		f.says(p.FileOf("nb", ""))
	}
	must[verb.Change](d.t)(d.SetRunning(ctx, campaign, true, "", ""))
	list := verb.LeadsFile{Campaign: campaign, Text: strings.NewReader("number;source\n90000001;kunder-2026\n")}
	_, _, err := d.ImportLeads(ctx, list, "")
	fine(d.t, err)
	agent = f.pbx.Incoming("ringevett", aritest.Incoming{Endpoint: "PJSIP/agent1", Args: []string{"login"}})
	agent.Digits("1111#")
	d.hear("bridged")
	for _, id := range f.pbx.Channels() {
		if strings.HasPrefix(id, "rv") {
			consumer = f.pbx.Line(id)
		}
	}
	return agent, consumer
}

// says makes a sound of some words, short, unless there is one.
func (f *floor) says(file string) {
	f.t.Helper()
	path := filepath.Join(f.conf.Sounds.Dir, filepath.FromSlash(file))
	f.pbx.Media("sound:"+path, 20*time.Millisecond)
	if _, err := os.Stat(path + ".txt.sha256"); errors.Is(err, fs.ErrNotExist) {
		noFault(f.t, os.WriteFile(path+".txt.sha256", []byte("c0ffee\n"), 0o600))
	}
}

// tells waits until the journal's facts of a kind of the first attempt are there, and gives the first.
func (d *day) tells(kind dialer.FactKind) (first verb.Fact) {
	d.t.Helper()
	redistest.Eventually(d.t, string(kind), func() error {
		all, err := d.Facts(d.t.Context(), verb.FactsQuery{Attempt: 1})
		i := slices.IndexFunc(all, func(f verb.Fact) bool { return f.Kind == string(kind) })
		if err == nil && i < 0 {
			return dialer.ErrNotFound
		}
		if err == nil {
			first = all[i]
		}
		return err
	})
	return first
}

// runs waits until the PBX records so many legs.
func (d *day) runs(pbx *aritest.Asterisk, legs int) {
	d.t.Helper()
	redistest.Eventually(d.t, "what is recorded", func() error {
		if len(pbx.Recordings()) != legs {
			return dialer.ErrNotFound
		}
		return nil
	})
}

func TestRecordingSwitchedOnAsksAndRecordsAfterAYes(t *testing.T) {
	t.Parallel()
	f := asks(t)
	d := f.begin(0)
	agent, consumer := d.talks(f)
	consumer.Digits("1") // before the question: it answers nothing
	agent.Digits("*60")
	asked := d.tells(dialer.FactConsentAsked)
	if !strings.HasPrefix(asked.Prompt, "nb/consent-ask sha256:") || asked.Code != "opt_in" {
		t.Errorf("asked with %q, %s", asked.Prompt, asked.Code)
	}
	d.tells(dialer.FactInformed)
	d.runs(f.pbx, 0)
	consumer.Digits("1")
	d.runs(f.pbx, 2)
	if yes := d.tells(dialer.FactConsent); yes.Code != "key" || yes.Prompt != asked.Prompt {
		t.Errorf("got a yes by %s to %q", yes.Code, yes.Prompt)
	}
	consumer.Digits("2")
	d.tells(dialer.FactWithdrawn)
	d.runs(f.pbx, 0)
	redistest.Eventually(t, "both legs gone", func() error {
		all, err := d.RecordingList(t.Context(), verb.RecordingsQuery{Gone: true})
		if err == nil && (len(all) != 2 || all[0].State != "gone" || all[1].State != "gone") {
			err = fmt.Errorf("recordings: %+v", all)
		}
		return err
	})
	d.tells(dialer.FactRecordingGone)
	if s := must[verb.Status](t)(d.Status(t.Context())); len(s.Calls) != 1 || s.Calls[0].State != "talking" {
		t.Errorf("after the no: %+v, want them talking", s.Calls)
	}
	close(d.cut)
	d.end()
}

func TestADaemonInAHurryEndsWhatIsRecordedAndNotTheTalk(t *testing.T) {
	t.Parallel()
	f := asks(t)
	d := f.begin(0)
	agent, consumer := d.talks(f)
	agent.Digits("*60")
	d.tells(dialer.FactInformed)
	consumer.Digits("1")
	d.runs(f.pbx, 2)
	d.stop()
	close(d.cut)
	d.end()
	if left := f.pbx.Recordings(); len(left) != 0 {
		t.Errorf("still recorded: %q, and no one hears a no", left)
	}
	if _, lives := f.pbx.Channel(consumer.ID()); !lives {
		t.Error("the talk was ended")
	}
}

func TestARecordingOfBeforeTheRestartIsStopped(t *testing.T) {
	t.Parallel()
	f := asks(t)
	d := f.begin(0)
	agent, consumer := d.talks(f)
	agent.Digits("*60")
	d.tells(dialer.FactInformed)
	consumer.Digits("1")
	d.runs(f.pbx, 2)
	f.pbx.Booting(true) // so that it cannot be stopped
	d.stop()
	close(d.cut)
	d.end()
	f.pbx.Booting(false)
	if len(f.pbx.Recordings()) != 2 {
		t.Fatalf("recorded while the daemon is away: %q, want both legs", f.pbx.Recordings())
	}
	f.conf.Recording.Mode = "off" // even then
	d = f.begin(5)
	d.runs(f.pbx, 0)
	if s := must[verb.Status](t)(d.Status(t.Context())); len(s.Calls) != 1 || s.Calls[0].State != "talking" {
		t.Errorf("after the restart: %+v, want them talking", s.Calls)
	}
	close(d.cut)
	d.end()
}

func TestWithoutKnownWordsNobodyIsAsked(t *testing.T) {
	t.Parallel()
	f := asks(t)
	d := f.begin(0)
	agent, _ := d.talksUntold(f)
	agent.Digits("*60")
	d.tells(dialer.FactAskRefused) // the words of the question have been looked up
	d.acknowledges(agent)
	path := filepath.Join(f.conf.Sounds.Dir, "nb", "consent-ask.txt.sha256")
	noFault(t, os.WriteFile(path, []byte("0ddba11\n"), 0o600))
	agent.Digits("*60")
	if none := d.tells(dialer.FactNoConsent); none.Code != "sound" {
		t.Errorf("other words than when the call began: got %s", none.Code)
	}
	close(d.cut)
	d.end()
}
