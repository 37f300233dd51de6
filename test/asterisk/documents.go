package asterisk

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// documents is the tree's folder of documentation without what a boot does not need, made once for each tree.
// Asterisk reads the documentation of all that it registers: four fifths of a boot's processor time. It must find an
// entry for each application, function and command, and of a configuration file each option and its synopsis.
func documents(tree string) (string, error) {
	shared := filepath.Join(tree, "usr/share/asterisk")
	short := filepath.Join(shared, "documentation-short")
	if _, err := os.Stat(short); err == nil {
		return short, nil
	}
	whole, err := os.ReadFile(filepath.Join(shared, "documentation", "core-en_US.xml"))
	if err != nil {
		return "", fmt.Errorf("shorten Asterisk's documentation: %w", err)
	}
	text, err := shorten(whole)
	if err != nil {
		return "", fmt.Errorf("shorten Asterisk's documentation: %w", err)
	}
	aside, err := os.MkdirTemp(shared, ".documentation-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(aside)
	if err := errors.Join(os.Chmod(aside, 0o755),
		os.WriteFile(filepath.Join(aside, "core-en_US.xml"), text, 0o644)); err != nil {
		return "", err
	}
	if err := os.Rename(aside, short); err != nil && !errors.Is(err, os.ErrExist) { // another process was first
		return "", err
	}
	return short, nil
}

// shorten drops the text of the documentation: what is below an entry, and descriptions in what is about a
// configuration file.
func shorten(whole []byte) ([]byte, error) {
	in := xml.NewDecoder(bytes.NewReader(whole))
	var short bytes.Buffer
	out := xml.NewEncoder(&short)
	for depth, config := 0, false; ; {
		token, err := in.Token()
		if err == io.EOF {
			err = out.Flush()
			return short.Bytes(), err
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth == 1 {
				config = t.Name.Local == "configInfo"
			}
			if dropped(t.Name.Local, depth, config) {
				if err := in.Skip(); err != nil {
					return nil, err
				}
				continue
			}
			if depth == 0 {
				token = xml.StartElement{Name: t.Name} // its name space is unused
			}
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData: // an entry without even a space in it counts as none
		default:
			continue
		}
		if err := out.EncodeToken(token); err != nil {
			return nil, err
		}
	}
}

// dropped says of an element, depth levels below the document, whether a boot does without it; config: it is in what
// is about a configuration file.
func dropped(name string, depth int, config bool) bool {
	switch {
	case depth == 1:
		return name == "module"
	case depth > 1 && !config:
		return true
	}
	return slices.Contains([]string{"description", "see-also", "since"}, name)
}
