package simulate

import (
	"fmt"
	"image/color"
	"io"
	"math"
	"slices"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// The picture's size, and the share of its height for each part: dials, agents, abandonment.
const (
	wide = 24 * vg.Centimeter
	high = 26 * vg.Centimeter
)

// Formats are the file name extensions that Draw knows.
func Formats() []string { return []string{".svg", ".png"} }

// Draw writes the day as a picture in the format of a file name extension: what was dialed, what the agents did, and
// the abandoned share under its limit.
func (r Result) Draw(out io.Writer, extension string) error {
	var c vg.CanvasWriterTo
	switch extension {
	case ".svg":
		c = vgsvg.New(wide, high)
	case ".png":
		c = vgimg.PngCanvas{Canvas: vgimg.New(wide, high)}
	default:
		return fmt.Errorf("draw the day: %q is not one of %v", extension, Formats())
	}
	if err := r.draw(draw.New(c)); err != nil {
		return fmt.Errorf("draw the day: %w", err)
	}
	_, err := c.WriteTo(out)
	return err
}

func (r Result) draw(on draw.Canvas) error {
	var parts [][]*plot.Plot
	for _, part := range []func() (*plot.Plot, error){r.dials, r.agents, r.abandonment} {
		p, err := part()
		if err != nil {
			return err
		}
		r.hours(p)
		parts = append(parts, []*plot.Plot{p})
	}
	tiles := draw.Tiles{
		Rows: 3, Cols: 1, PadY: vg.Millimeter * 6, PadTop: vg.Millimeter * 4, PadBottom: vg.Millimeter * 4,
		PadLeft: vg.Millimeter * 4, PadRight: vg.Millimeter * 6,
	}
	for i, row := range plot.Align(parts, tiles, on) {
		parts[i][0].Draw(row[0])
	}
	return nil
}

// Colours that stay apart in print and for the colour-blind.
func shade(hex uint32) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

const (
	green  = 0x2a9d5c
	blue   = 0x3a6ea5
	amber  = 0xe9b44c
	grey   = 0xb9bec6
	red    = 0xc0392b
	violet = 0x8e6fb0
)

// hours gives all parts the same axis: the clock in Oslo.
func (r Result) hours(p *plot.Plot) {
	first := r.Scenario.Start
	p.X.Min, p.X.Max = float64(first.Unix()), float64(r.last().Unix())
	p.X.Tick.Marker = plot.TickerFunc(func(low, high float64) (ticks []plot.Tick) {
		hour := math.Ceil(low/3600) * 3600
		every := 3600 * math.Max(1, math.Ceil((high-low)/3600/12))
		for x := hour; x <= high; x += every {
			ticks = append(ticks, plot.Tick{Value: x, Label: time.Unix(int64(x), 0).In(hours.Oslo()).Format("15:04")})
		}
		return ticks
	})
	p.Legend.Top, p.Legend.Left = true, true
	p.Legend.YOffs = -vg.Millimeter
	p.Legend.XOffs = 2 * vg.Millimeter
	p.Legend.TextStyle.XAlign = text.XLeft
	p.Title.Padding = vg.Millimeter * 2
	p.Legend.Padding = vg.Millimeter
	for _, style := range []*text.Style{
		&p.Title.TextStyle, &p.X.Label.TextStyle, &p.Y.Label.TextStyle, &p.X.Tick.Label, &p.Y.Tick.Label,
		&p.Legend.TextStyle,
	} {
		style.Font.Variant, style.Font.Size = "Sans", 9
	}
	p.Title.TextStyle.Font.Size = 11
}

func (r Result) last() time.Time {
	if n := len(r.Steps); n > 0 {
		return r.Steps[n-1].At.Add(step)
	}
	return r.Scenario.Start.Add(r.Scenario.Length)
}

// dials are columns: placed, and of these answered.
func (r Result) dials() (*plot.Plot, error) {
	p := plot.New()
	p.Title.Text = r.title()
	p.Y.Label.Text = "calls in 5 minutes"
	p.Y.Min = 0
	placed, err := r.area(func(s Step) (low, high float64) { return 0, float64(s.Dials) }, grey)
	if err != nil {
		return nil, err
	}
	answered, err := r.area(func(s Step) (low, high float64) { return 0, float64(s.Answered) }, blue)
	if err != nil {
		return nil, err
	}
	p.Add(placed, answered, plotter.NewGrid())
	p.Legend.Add("dialed", placed)
	p.Legend.Add("answered", answered)
	p.Y.Max = 1.35 * most(r.Steps, func(s Step) float64 { return float64(s.Dials) })
	return p, nil
}

// agents are bands on one another: what the crew did.
func (r Result) agents() (*plot.Plot, error) {
	p := plot.New()
	p.Title.Text = fmt.Sprintf("agents: %.0f %% of their time talking, %.0f %% with wrap-up; %.0f s of waiting for "+
		"each conversation", r.TalkShare(), r.Occupancy(), r.IdlePerConnect().Seconds())
	p.Y.Label.Text = "agents on the line"
	p.Y.Min = 0
	for _, band := range []struct {
		name   string
		colour uint32
		of     func(Step) (float64, float64)
	}{
		{"talking", green, func(s Step) (float64, float64) { return 0, s.Talking }},
		{"wrap-up", amber, func(s Step) (float64, float64) { return s.Talking, s.Talking + s.WrapUp }},
		{"held for a call", violet,
			func(s Step) (float64, float64) { return s.Talking + s.WrapUp, s.Talking + s.WrapUp + s.Held }},
		{"free", grey, func(s Step) (float64, float64) { return s.Talking + s.WrapUp + s.Held, s.online() }},
	} {
		a, err := r.area(band.of, band.colour)
		if err != nil {
			return nil, err
		}
		p.Add(a)
		p.Legend.Add(band.name, a)
	}
	p.Add(plotter.NewGrid())
	p.Y.Max = 1.55 * most(r.Steps, Step.online)
	return p, nil
}

func (s Step) online() float64 { return s.Talking + s.WrapUp + s.Held + s.Free }

// abandonment is the day's ledger as it went, under what it may never pass.
func (r Result) abandonment() (*plot.Plot, error) {
	p := plot.New()
	worst := r.Worst[0]
	p.Title.Text = fmt.Sprintf("abandoned: %.2f %% of the established calls; at worst %.2f %% (%d of %d)",
		share(r.Sum().AEff, r.Sum().Established), worst.Percent(), worst.Abandoned, worst.Established)
	p.Y.Label.Text = "% of established calls"
	p.X.Label.Text = "Oslo time"
	var went plotter.XYs
	for _, s := range r.Steps {
		went = append(went, plotter.XY{X: float64(s.At.Add(step).Unix()), Y: s.Day.Percent()})
	}
	day, err := plotter.NewLine(went)
	if err != nil {
		return nil, err
	}
	day.Color, day.Width = shade(blue), vg.Points(2)
	p.Add(plotter.NewGrid(), day)
	p.Legend.Add("abandoned, the day so far", day)
	limit := float64(r.Scenario.Pacing.Limit)
	p.Y.Min, p.Y.Max = 0, max(1.5*limit, 1.2*worst.Percent(), 1)
	p.Y.Tick.Marker = plot.TickerFunc(func(_, high float64) (ticks []plot.Tick) {
		for y := 0.0; y <= high; y += math.Ceil(high / 10) {
			ticks = append(ticks, plot.Tick{Value: y, Label: fmt.Sprintf("%g", y)})
		}
		return ticks
	})
	for _, l := range []struct {
		name   string
		at     float64
		colour uint32
		dashes []vg.Length
	}{
		{fmt.Sprintf("the limit, %g %%", limit), limit, red, nil},
		{fmt.Sprintf("what is aimed at, %g %%", r.Scenario.Pacing.Spend), r.Scenario.Pacing.Spend, green,
			[]vg.Length{vg.Points(4), vg.Points(4)}},
	} {
		if l.colour == green && r.Scenario.Campaign.Mode != dialer.Predictive {
			continue // power mode aims at none
		}
		line, err := plotter.NewLine(plotter.XYs{
			{X: float64(r.Scenario.Start.Unix()), Y: l.at}, {X: float64(r.last().Unix()), Y: l.at},
		})
		if err != nil {
			return nil, err
		}
		line.Color, line.Width, line.Dashes = shade(l.colour), vg.Points(1.5), l.dashes
		p.Add(line)
		p.Legend.Add(l.name, line)
	}
	return p, nil
}

func (r Result) title() string {
	s := r.Scenario
	return fmt.Sprintf("%s: %s, %d agents, %s mode; %d dialed, %d talked to", s.Name,
		s.Start.In(hours.Oslo()).Format("Mon 2006-01-02"), s.Agents, s.Campaign.Mode, r.Counts.Dials, r.Counts.Bridged)
}

// area is a band between two heights, in columns.
func (r Result) area(of func(Step) (low, high float64), colour uint32) (*plotter.Polygon, error) {
	var over, under plotter.XYs
	for _, s := range r.Steps {
		low, high := of(s)
		from, to := float64(s.At.Unix()), float64(s.At.Add(step).Unix())
		over = append(over, plotter.XY{X: from, Y: high}, plotter.XY{X: to, Y: high})
		under = append(under, plotter.XY{X: from, Y: low}, plotter.XY{X: to, Y: low})
	}
	slices.Reverse(under)
	p, err := plotter.NewPolygon(append(over, under...))
	if err != nil {
		return nil, err
	}
	p.Color, p.LineStyle.Width = shade(colour), 0
	return p, nil
}

func most(steps []Step, of func(Step) float64) float64 {
	top := 1.0
	for _, s := range steps {
		top = max(top, of(s))
	}
	return top
}
