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
		peak = max(peak, math.Abs(v))
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
	cut := 0.92 * min(1, 1/step) // of half the old rate; a little room for the filter's slope
	half := 24 / cut             // old samples to each side
	out := make([]float64, int(float64(len(data))/step))
	for n := range out {
		at := float64(n) * step
		for i := max(0, int(math.Ceil(at-half))); i < len(data) && float64(i) <= at+half; i++ {
			x := float64(i) - at
			out[n] += data[i] * cut * sinc(cut*x) * (0.5 + 0.5*math.Cos(math.Pi*x/half))
		}
	}
	return out
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}
