package debian

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// unneeded are packages of a closure that only installing needs: packaging tools, perl, users, services.
var unneeded = regexp.MustCompile(`^(adduser|passwd|perl|perl-base|perl-modules-.*|libperl.*|dpkg|tar|coreutils|` +
	`base-files|` +
	`base-passwd|bsdutils|login.*|debconf|debianutils|init-system-helpers|sensible-utils|gcc-.*-base|` +
	`mount|util-linux|lsb-base|` +
	`dbus.*|media-types|ucf|findutils|sed|diffutils|libgdbm.*|libsemanage.*|libsepol.*|openssl-provider-legacy|tzdata)$`)

// unpack fetches the packages with their closure and lays them into dest.
func (s *suite) unpack(ctx context.Context, pkgs []string, dest string) error {
	names, err := s.closure(ctx, pkgs)
	if err != nil {
		return fmt.Errorf("list the packages: %w", err)
	}
	names = slices.DeleteFunc(names, unneeded.MatchString)
	if err := s.download(ctx, names); err != nil {
		return fmt.Errorf("download %d packages: %w", len(names), err)
	}
	debs, err := filepath.Glob(filepath.Join(s.dir, "archives", "*.deb"))
	if err != nil || len(debs) == 0 {
		return fmt.Errorf("apt left no packages in its cache: %w", err)
	}
	for _, deb := range debs {
		if err := extract(ctx, deb, dest); err != nil {
			return fmt.Errorf("unpack %s: %w", filepath.Base(deb), err)
		}
	}
	return nil
}

func (s *suite) download(ctx context.Context, names []string) error {
	args := append(slices.Clone(s.opts), "-qq", "download")
	cmd := exec.CommandContext(ctx, "apt-get", append(args, names...)...)
	cmd.Dir = filepath.Join(s.dir, "archives")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("apt-get download: %w: %s", err, lastLines(string(out), 3))
	}
	return nil
}

func extract(ctx context.Context, deb, dest string) error {
	// dpkg-deb -x would make the folder /bin where the tree has a link of that name; tar can be told not to.
	script := `dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --no-same-owner --keep-directory-symlink ` + excludes()
	out, err := exec.CommandContext(ctx, "sh", "-c", script, "sh", deb, dest).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, lastLines(string(out), 3))
	}
	return nil
}

func excludes() string {
	var b strings.Builder
	for _, d := range []string{"doc", "man", "locale", "info", "lintian", "bug", "gdb", "bash-completion"} {
		fmt.Fprintf(&b, "--exclude=./usr/share/%s ", d)
	}
	return b.String()
}

// libraryFolder makes one folder of all libraries, whichever of /lib and /usr/lib the suite uses, and returns it.
func libraryFolder(ctx context.Context, tree string) (string, error) {
	found, err := filepath.Glob(filepath.Join(tree, "usr/lib/*-linux-gnu*"))
	if err != nil || len(found) == 0 {
		return "", fmt.Errorf("the unpacked tree has no library folder: %w", err)
	}
	libs := found[0]
	old := filepath.Join(tree, "lib", filepath.Base(libs))
	info, err := os.Lstat(filepath.Join(tree, "lib"))
	if err != nil || info.Mode()&os.ModeSymlink != 0 {
		return libs, nil // merged /usr: nothing to bring together
	}
	if out, err := exec.CommandContext(ctx, "cp", "-an", old+"/.", libs).CombinedOutput(); err != nil {
		return "", fmt.Errorf("bring libraries together: %w: %s", err, out)
	}
	return libs, nil
}
