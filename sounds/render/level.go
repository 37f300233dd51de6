package render

import "math"

const (
	wantRMS = -20.0 // dB below full scale, what people hear as ordinary speech beside an agent
	maxPeak = -3.0
	// Below this a sample is the silence around the words.
	silence = 0.003
	margin  = rate / 10 // samples of silence left at either end, so that no word begins in the cut
)

// measure gives root mean square and peak in dB below full scale.
func measure(data []float64) Loudness {
	sum, peak := 0.0, 0.0
	for _, v := range data {
		sum += v * v
		if v = math.Abs(v); v > peak { // max would look for NaN too
			peak = v
		}
	}
	return Loudness{RMS: 10 * math.Log10(sum/float64(max(1, len(data)))), Peak: 20 * math.Log10(peak)}
}

// normalize brings speech to the wanted loudness. The few tops that would pass the peak are bent, not cut:
// lowering the whole for them would leave quiet speech. Bending costs loudness, so it is done in a few rounds.
func normalize(data []float64) []float64 {
	out := data
	for range 8 {
		l := measure(out)
		if math.IsInf(l.RMS, -1) || math.Abs(l.RMS-wantRMS) < 0.1 && l.Peak <= maxPeak {
			break
		}
		out = bend(out, math.Pow(10, (wantRMS-l.RMS)/20))
	}
	return out
}

// bend multiplies, and eases what is above half of the highest peak towards it.
func bend(data []float64, gain float64) []float64 {
	top := math.Pow(10, (maxPeak-0.1)/20)
	knee := top / 2
	out := make([]float64, len(data))
	for i, v := range data {
		if v *= gain; math.Abs(v) > knee {
			v = math.Copysign(knee+(top-knee)*math.Tanh((math.Abs(v)-knee)/(top-knee)), v)
		}
		out[i] = v
	}
	return out
}

// trim takes the silence off both ends, but for a tenth of a second.
func trim(data []float64) []float64 {
	first, last := -1, 0
	for i, v := range data {
		if math.Abs(v) > silence {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return nil
	}
	return data[max(0, first-margin):min(len(data), last+1+margin)]
}

// resample changes the rate. What the new rate cannot carry is filtered out first, else it would fold back
// as hiss: each new sample is a weighted sum of the old around it (a sinc in a Hann window).
func resample(data []float64, from, to int) []float64 {
	if from == to {
		return data
	}
	step := float64(from) / float64(to)
	f := newFilter(step, to/gcd(from, to))
	out := make([]float64, int(float64(len(data))/step))
	for n := range out {
		out[n] = f.sum(data, int(math.Ceil(float64(n)*step-f.half)), n)
	}
	return out
}

// filter holds the weights of each place that a new sample can have between the old: they come round after some
// samples.
type filter struct {
	half    float64 // old samples to each side
	weights [][]float64
}

func newFilter(step float64, places int) filter {
	cut := 0.92 * min(1, 1/step) // of half the old rate; a little room for the filter's slope
	f := filter{half: 24 / cut, weights: make([][]float64, places)}
	for n := range f.weights {
		at := float64(n) * step
		for i := math.Ceil(at - f.half); i <= at+f.half; i++ {
			x := i - at
			f.weights[n] = append(f.weights[n], cut*sinc(cut*x)*(0.5+0.5*math.Cos(math.Pi*x/f.half)))
		}
	}
	return f
}

// sum is the n-th new sample; its first weight is for the old sample at.
func (f filter) sum(data []float64, at, n int) (out float64) {
	for i, w := range f.weights[n%len(f.weights)] {
		if k := at + i; k >= 0 && k < len(data) {
			out += data[k] * w
		}
	}
	return out
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}
