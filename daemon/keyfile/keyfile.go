// Package keyfile writes files of keys so that a crash leaves the whole file or none, and says whether others than the
// owner can read a file.
package keyfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// unfinished begins the name of a file that is being written.
const unfinished = ".new-"

// Private is an error that matches dialer.ErrRefused where a file of keys is open to others than its owner. A
// credential that systemd hands to a service is root's with mode 0440: an access list opens it to the service
// (systemd.exec(5)).
func Private(path string, info fs.FileInfo) error {
	mode := info.Mode().Perm()
	uid, gid, known := Owner(info)
	handed := mode == 0o440 && known && uid == 0 && gid == 0
	if mode&0o077 == 0 || handed {
		return nil
	}
	return fmt.Errorf("%w: %s has mode %04o and others can read it: chmod 600", dialer.ErrRefused, path, mode)
}

// Owner is whose a file is; known is false where the system does not say.
func Owner(info fs.FileInfo) (uid, gid uint32, known bool) {
	st, known := info.Sys().(*syscall.Stat_t)
	if !known {
		return 0, 0, false
	}
	return st.Uid, st.Gid, true
}

// Make writes a new file, mode 0600, with its folder, mode 0700. A file that is there stays as it is: of two that make
// it at once, the first counts. Made by root, both belong to the owner of the folder like, who must read them; "" is
// the file's own folder.
func Make(path string, text []byte, like string) error {
	dir := filepath.Dir(path)
	_, missing := os.Stat(dir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if like == "" {
		like = dir
	}
	if errors.Is(missing, fs.ErrNotExist) {
		if err := giveTo(dir, like); err != nil {
			return err
		}
	}
	name, err := write(path, text, 0o600, like)
	if err != nil {
		return err
	}
	defer os.Remove(name)
	if err := os.Link(name, path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return SyncDir(dir)
}

// Replace puts a text in a file's place whole.
func Replace(path string, text []byte, mode fs.FileMode) error {
	name, err := write(path, text, mode, filepath.Dir(path))
	if err != nil {
		return err
	}
	if err := os.Rename(name, path); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return SyncDir(filepath.Dir(path))
}

// write puts the text on the disk, beside path.
func write(path string, text []byte, mode fs.FileMode, like string) (name string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), unfinished+"*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Chmod(mode), giveTo(f.Name(), like), f.Sync(), f.Close())
	if err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// giveTo makes what root has made the property of a folder's owner.
func giveTo(path, like string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	info, err := os.Stat(like)
	if err != nil {
		return err
	}
	uid, gid, known := Owner(info)
	if !known {
		return nil
	}
	return os.Chown(path, int(uid), int(gid))
}

// SyncDir has the names in a folder on the disk.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Below reports whether path is dir or lies below it; links are not followed.
func Below(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, "../")
}
