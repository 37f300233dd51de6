package contract_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/contract"
)

const prefix = "01k8b0contract"

// The first scenes are the ones without a list of codes or causes.
const plainScenes = 14

// inMemory plays a scene in virtual time.
func inMemory(t *testing.T, scene contract.Scene, n int) (transcript []string) {
	synctest.Test(t, func(t *testing.T) {
		pbx := aritest.New()
		defer pbx.Close()
		pbx.Plan("PJSIP/unreachable", aritest.Unreachable())
		pbx.Media("sound:missing", -1)
		c := connect(t, pbx.Config("contract"))
		defer c.Close()
		s := stage(c, "m", n, "sound:prompt")
		s.Plan = func(number string, p contract.Callee) { pbx.Plan(contract.Endpoint(number), inMemoryPlan(p)) }
		s.Move = func(id, how string) error {
			if how == "park" {
				pbx.Line(id).Park()
			} else {
				pbx.Line(id).Redirect("waits", "s")
			}
			return nil
		}
		transcript = play(t, scene, s)
	})
	return transcript
}

// stage has numbers and ids of its own, so that scenes can be played side by side.
func stage(c *ari.Client, where string, n int, prompt string) *contract.Stage {
	return &contract.Stage{Client: c, Prefix: fmt.Sprintf("%s%s%03d", prefix, where, n), Prompt: prompt,
		Number: fmt.Sprintf("479000%04d", n), Second: fmt.Sprintf("472200%04d", n)}
}

func inMemoryPlan(c contract.Callee) aritest.Plan {
	p := aritest.Answers(c.Ring)
	switch {
	case c.Never:
		p = aritest.Rings()
	case c.Code != 0:
		p = aritest.Refuses(c.Code, c.Ring)
	}
	if c.Hangup > 0 {
		p = p.HangsUp(c.Hangup)
	}
	if c.Digits != "" {
		p = p.Sends(c.Digits, 500*time.Millisecond)
	}
	return p
}

func phonePlan(c contract.Callee) phone.Plan {
	p := phone.Plan{Ring: c.Ring, Code: c.Code, Never: c.Never, Hold: c.Hangup}
	if c.Digits != "" {
		p.Press = []phone.Press{{After: 500 * time.Millisecond, Digits: c.Digits}}
	}
	return p
}

func connect(t *testing.T, cfg ari.Config) *ari.Client {
	t.Helper()
	cfg.Disallow = []string{"ChannelVarset", "ChannelDialplan", "ChannelCallerId", "ChannelConnectedLine"}
	c, err := ari.Connect(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func play(t *testing.T, scene contract.Scene, s *contract.Stage) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	scene.Play(ctx, s)
	return s.Transcript()
}

// TestTheAsteriskInMemoryBehavesLikeTheRealOne plays every scene on both.
func TestTheAsteriskInMemoryBehavesLikeTheRealOne(t *testing.T) {
	t.Parallel()
	trunk, err := phone.NewTrunk(phone.TrunkOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer trunk.Close()
	sounds := t.TempDir()
	if err := os.WriteFile(filepath.Join(sounds, "prompt.alaw"), bytes.Repeat([]byte{0xd5}, 4000), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(sounds, 0o755); err != nil {
		t.Fatal(err)
	}
	pbx := asterisk.Start(t,
		asterisk.Options{TrunkAddr: trunk.Addr(), SoundsNo: sounds, Log: os.Stderr, AMI: true, Conf: map[string]string{
			"extensions.conf": "[waits]\nexten => s,1,Wait(60)\n",
		}})
	for name, transport := range map[string]ari.Transport{"http": ari.HTTP, "websocket": ari.WebSocket} {
		t.Run(name, func(t *testing.T) {
			c := connect(t, ari.Config{
				URL: pbx.ARIURL, App: "contract", User: pbx.User, Password: pbx.Password, Transport: transport,
			})
			t.Cleanup(func() { c.Close() })
			scenes := contract.Scenes()
			if transport == ari.WebSocket {
				scenes = scenes[:plainScenes] // codes and causes do not depend on how we ask
			}
			for n, scene := range scenes {
				t.Run(scene.Name, func(t *testing.T) {
					t.Parallel()
					s := stage(c, name[:1], n, "sound:"+filepath.Join(sounds, "prompt"))
					s.Plan = func(number string, p contract.Callee) { trunk.Plan(number, phonePlan(p)) }
					s.Move = func(id, how string) error {
						if how == "park" {
							return pbx.AMI(t.Context(), "Park", "Channel: "+id)
						}
						return pbx.AMI(t.Context(), "Redirect", "Channel: "+id, "Context: waits", "Exten: s",
							"Priority: 1")
					}
					got, want := play(t, scene, s), inMemory(t, scene, n)
					if d := cmp.Diff(want, got); d != "" && !strings.HasPrefix(pbx.Version, "16") {
						t.Errorf("(-in memory +real):\n%s", d)
					} else if d != "" {
						t.Logf("differs from 22 (-22 +16):\n%s", d)
					}
				})
			}
			t.Logf("%d scenes", len(scenes))
		})
	}
}
