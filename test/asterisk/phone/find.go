package phone

import (
	"math"
	"math/cmplx"

	"gonum.org/v1/gonum/dsp/fourier"
)

// Find is where in received the probe fits best, and the correlation there: 1 where it is the same but for volume; 0,
// at 0, where it fits nowhere. The sums of products of one block of received are one Fourier transform there and one
// back, a tenth of the work of adding them up at each place. A test looks again and again while a call lasts, in the
// process whose phones must not be late.
func Find(received, probe []int16) (best float64, at int) {
	n := len(probe)
	if n == 0 || len(received) < n {
		return 0, 0
	}
	size := 1
	for size < min(4*n, len(received)) {
		size *= 2
	}
	transform := fourier.NewFFT(size)
	sought := transform.Coefficients(nil, padded(probe, size))
	block, products, root := make([]complex128, len(sought)), make([]float64, size), math.Sqrt(energy(probe))
	for from := 0; from+n <= len(received); from += size - n + 1 {
		part := received[from:min(len(received), from+size)]
		transform.Coefficients(block, padded(part, size))
		for i, c := range sought {
			block[i] *= cmplx.Conj(c)
		}
		transform.Sequence(products, block)
		under := energy(part[:n])
		for i := 0; i+n <= len(part); i++ {
			if c := products[i] / float64(size) / (root * math.Sqrt(under)); under > 0 && c > best {
				best, at = c, from+i
			}
			if i+n < len(part) {
				under += square(part[i+n]) - square(part[i]) // whole numbers: nothing is lost
			}
		}
	}
	return best, at
}

// padded is the sound as numbers, with zeros up to size.
func padded(pcm []int16, size int) []float64 {
	out := make([]float64, size)
	for i, s := range pcm {
		out[i] = float64(s)
	}
	return out
}

// energy is the sum of the squares; a whole number.
func energy(pcm []int16) (sum float64) {
	for _, s := range pcm {
		sum += square(s)
	}
	return sum
}

func square(s int16) float64 { return float64(s) * float64(s) }
