package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// A supervisor signs in with a link, sees an agent come and a call begin and end without loading the page again, stops
// all in two presses, and is told when the figures are old. What the page shows is what status says.
func TestASupervisorsMorning(t *testing.T) {
	t.Parallel()
	b, h := open(t), begin(t)
	h.fill()
	b.do(chromedp.Navigate(ask(h, verb.LinkPage, verb.Nothing{}).URL)) // the script sends what is behind the #
	b.has("header", "Kari Nordmann")
	b.has("#seats-rows ~ *, .empty", "") // the view is there
	if at := b.text(`location.href`); strings.Contains(at, "#") {
		t.Errorf("the link's secret is still in the address: %s", at)
	}
	b.until("it is live", `!document.getElementById("hold").hidden`)
	b.text(`(() => { window.same = true; window.broken = []; addEventListener("securitypolicyviolation",
		e => broken.push(e.violatedDirective)); return "" })()`)
	b.picture("floor-empty")

	h.lead("90000001")
	agent := h.pbx.Incoming("ringevett", aritest.Incoming{Endpoint: "PJSIP/agent1", Args: []string{"login"}})
	agent.Digits("1111#")
	took := b.has("#seats-rows", "i samtale")
	b.has("#calls-rows", "i samtale")
	t.Logf("from the agent's PIN to the conversation on the page: %v", took)
	s := ask(h, verb.ShowStatus, verb.Nothing{})
	if len(s.Calls) != 1 || len(s.Agents) != 1 {
		t.Fatalf("status has %d calls and %d agents", len(s.Calls), len(s.Agents))
	}
	c := s.Campaigns[0]
	for selector, want := range map[string]string{
		"#call-" + fmt.Sprint(s.Calls[0].Attempt): s.Calls[0].Number,
		"#seat-" + s.Agents[0].ID:                 s.Agents[0].Name,
		"#campaign-" + c.ID:                       fmt.Sprintf("%d av %d", c.Pace.AbandonedToday, c.Pace.EstablishedToday),
		"#sums":                                   "i samtale 1",
	} {
		b.has(selector, want)
	}
	if text := b.text(`document.documentElement.outerHTML`); strings.Contains(text, "90000001") {
		t.Error("a number stands whole on the page")
	}
	b.until("the time counts on", `document.querySelector("#calls-rows time.for").textContent > "0:01"`)
	b.picture("floor-call")

	if got := b.text(`String(window.same) + broken.join()`); got != "true" {
		t.Errorf("the page was loaded again, or broke its policy: %s", got)
	}
	b.theScriptsAreOurs()

	b.do(chromedp.Navigate(b.text(`document.querySelector('a[href="/stop"]').href`)))
	b.picture("stop")
	b.do(chromedp.Click(chromedp.CSS("form.act button")))
	b.has("#head", "ingen kampanje er startet")
	if s := ask(h, verb.ShowStatus, verb.Nothing{}); s.Campaigns[0].Running {
		t.Error("stop all was pressed, and the campaign runs")
	}
	b.do(chromedp.Navigate(b.text(`location.origin`) + "/campaigns/" + campaign))
	b.has("main", "a forsøkt")
	b.picture("campaign")

	b.do(chromedp.Navigate(b.text(`location.origin`) + "/"))
	b.has("#seats-rows", "i samtale")
	h.stop()
	b.has("#stale", "GAMMELT")
	b.picture("stale")
	b.text(`(() => { const real = performance.now.bind(performance);
		performance.now = () => real() + 31000; return "" })()`)
	b.until("the figures are veiled", `!document.getElementById("veil").hidden`)
	if text := b.text(`document.querySelector("main").innerText`); strings.ContainsAny(text, "0123456789") {
		t.Errorf("after half a minute figures are still shown: %s", text)
	}
}

// theScriptsAreOurs tries what an injection would.
func (b *browser) theScriptsAreOurs() {
	b.t.Helper()
	got := b.text(`(() => {
		const x = document.createElement("p");
		let out = "";
		try { x.innerHTML = "<b>in</b>"; out += "markup from text; " } catch (e) {}
		try { const s = document.createElement("script"); s.text = "window.ran = 1"; document.body.append(s) } catch (e) {}
		x.setAttribute("id", "x");
		document.body.append(x);
		try { x.setAttribute("onclick", "window.ran = 1"); x.click() } catch (e) {}
		x.remove();
		return out + (window.ran ? "a script ran" : "");
	})()`)
	if got != "" {
		b.t.Errorf("what the policy forbids was done: %s", got)
	}
}
