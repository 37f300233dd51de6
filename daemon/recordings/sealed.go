package recordings

import (
	"io"
	"os"
)

// NewKey makes a key for one sealed file.
func NewKey() []byte { return newKey() }

// Seal writes a file that only this key opens, and only under this name; it is whole on the disk, or not there. What
// a crash leaves is path with Unfinished behind it.
func Seal(path string, key []byte, name string, fill func(w io.Writer) error) error {
	return writeFile(path, func(f *os.File) error {
		s, err := newSealer(f, key, []byte(name))
		if err == nil {
			err = fill(s)
		}
		if err != nil {
			return err
		}
		return s.Close()
	})
}

// Unfinished ends the name of a file that is being written.
const Unfinished = unfinished

// Unseal writes what Seal has sealed to w. After an error w may hold a part.
func Unseal(w io.Writer, path string, key []byte, name string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return unseal(w, f, key, []byte(name))
}
