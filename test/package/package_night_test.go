//go:build night

package package_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// run gives what a command prints, and fails the test with it.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// made builds the package of this tree under a version.
func made(t *testing.T, version string) string {
	t.Helper()
	run(t, root, "make", "deb", "VERSION="+version)
	deb, err := filepath.Abs(filepath.Join(root, "build", "ringevett_"+version+"_amd64.deb"))
	if err != nil {
		t.Fatal(err)
	}
	return deb
}

// TestNightThePackageInACleanSystem installs, upgrades, downgrades, removes and purges the package, in a Debian with
// nothing else in it. It needs root and debootstrap.
func TestNightThePackageInACleanSystem(t *testing.T) {
	debs := []string{made(t, "0~1"), made(t, "0~2")}
	for _, suite := range []string{"bookworm", "trixie"} {
		t.Run(suite, func(t *testing.T) {
			system := t.TempDir()
			run(t, "", "debootstrap", "--variant=minbase", suite, system)
			for _, file := range append(debs, "/etc/resolv.conf") {
				to := filepath.Join(system, "srv", filepath.Base(file))
				if file == "/etc/resolv.conf" {
					to = filepath.Join(system, file)
				}
				run(t, "", "cp", file, to)
			}
			in := func(script string) string {
				t.Helper()
				return run(t, "", "unshare", "--mount", "--pid", "--fork", "--mount-proc="+filepath.Join(system, "proc"),
					"chroot", system, "sh", "-euc", script)
			}
			lives(t, in)
		})
	}
}

// lives is one life of the package, from the install to the purge.
func lives(t *testing.T, in func(string) string) {
	t.Helper()
	holds := func(what, out string, parts ...string) {
		t.Helper()
		for _, p := range parts {
			if !strings.Contains(out, p) {
				t.Errorf("%s: no %q in\n%s", what, p, out)
			}
		}
	}
	in("apt-get update -q")
	holds("install", in("apt-get install -yq --no-install-recommends /srv/ringevett_0~1_amd64.deb; ringevett version"),
		"three steps to a first call", "ringevett 0~1")
	holds("folders", in("stat -c '%n %a %U %G' /etc/ringevett /etc/ringevett/asterisk.password /var/lib/ringevett"),
		"/etc/ringevett 750 root ringevett", "asterisk.password 640 root ringevett",
		"/var/lib/ringevett 755 ringevett ringevett")
	in("echo '# by hand' >>/etc/ringevett/ringevett.yaml.d/10-local.yaml; " +
		"sha256sum /etc/ringevett/asterisk.password >/srv/password; " +
		"runuser -u ringevett -- ringevett init --name 'Kari Prøve'")
	const kept = "sha256sum -c /srv/password; grep 'by hand' /etc/ringevett/ringevett.yaml.d/10-local.yaml; " +
		"runuser -u ringevett -- ringevett journal verify; ringevett version"
	holds("upgrade", in("apt-get install -yq /srv/ringevett_0~2_amd64.deb; "+kept), "password: OK", "ringevett 0~2")
	holds("downgrade", in("apt-get install -yq --allow-downgrades /srv/ringevett_0~1_amd64.deb; "+kept),
		"password: OK", "ringevett 0~1")
	holds("remove", in("apt-get remove -yq ringevett; ls -R /etc/ringevett; ls /var/lib/ringevett"),
		"10-local.yaml", "data")
	holds("purge", in("apt-get purge -yq ringevett"), "are kept in /var/lib/ringevett")
	left := in("find / -xdev -name '*ringevett*' -not -path '/proc/*' -not -path '/srv/*' " +
		"-not -path '/var/lib/ringevett/*' -not -path '/var/cache/*' -not -path '/var/log/*'")
	if got := strings.TrimSpace(left); got != "/var/lib/ringevett" {
		t.Errorf("a purge leaves\n%s\nwant /var/lib/ringevett alone", got)
	}
}
