# Plain targets, each one line or two; `make` alone prints what there is.

GO      = go
TIMEOUT = 50m
FUZZTIME = 10s
# Tests that may be skipped, as a regular expression over package.Test; nothing by default.
MAY_SKIP =
# Tests of one suite that boot a PBX and run beside each other, and suites that do so.
AT_ONCE = 6
SUITES = 2

help: ## print this
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile

# The daemon is compiled beside the demo, which builds it again from the cache.
demo: need ## a small call centre on this machine: Asterisk, phones, a campaign
	@$(GO) build -o /dev/null ./daemon & $(GO) run ./test/demo; code=$$?; wait; exit $$code

build: need ## bin/ringevett
	$(GO) build -trimpath -o bin/ringevett ./daemon

test: need ## vet, then every test once, with a count at the end
	$(GO) vet ./...
	$(GO) run ./test/report -short -at-once $(AT_ONCE) -suites $(SUITES) -may-skip '$(MAY_SKIP)' -timeout $(TIMEOUT) ./...

# Files with the build tag night; their tests are called TestNight…, print their seeds, and have a small case in make test.
# Before them the daemon's packages try their properties with all the cases of pgregory.net/rapid; make test takes a fifth.
night: need ## the tests that take longer than a minute: random days, old books, kills, soaks
	$(GO) vet -tags night ./...
	$(GO) run ./test/report -may-skip '$(MAY_SKIP)' -timeout $(TIMEOUT) ./daemon/...
	$(GO) run ./test/report -tags night -run '^TestNight' -one -show -timeout 120m ./...

race: need ## everything but the suites that judge a real PBX, under the race detector
	$(GO) run ./test/report -quiet -short -may-skip '$(MAY_SKIP)' -race -timeout 50m ./...

fuzz: need ## each fuzz target for FUZZTIME
	@grep -rl --include='*_test.go' '^func Fuzz' . | while read -r f; do \
	  sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$$f" | while read -r t; do \
	    echo "== $$(dirname "$$f") $$t"; \
	    $(GO) test -run '^$$' -fuzz "^$$t\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$f")" </dev/null || exit 1; \
	  done || exit 1; \
	done

bench: need ## every benchmark, with allocations
	$(GO) test -run '^$$' -bench . -benchmem -timeout $(TIMEOUT) ./...

lint: need ## gofmt, vet, golangci-lint where it is installed, known vulnerabilities where a database can be reached
	@bad=$$(gofmt -l .); test -z "$$bad" || { echo "gofmt -w wants: $$bad"; exit 1; }
	$(GO) vet ./...
	@if command -v golangci-lint >/dev/null; then golangci-lint run; else echo "golangci-lint is not installed: left out"; fi
	$(GO) run ./test/vulns

licences: need ## the licences of what is linked into the program, as `ringevett licences` prints them
	$(GO) run ./test/licences

sounds: ## the shipped sounds whose text changed; needs espeak-ng
	@command -v espeak-ng >/dev/null || { echo "make sounds: espeak-ng is missing (apt-get install espeak-ng)"; exit 1; }
	$(GO) run ./sounds/remake

# A package of the committed tree: the same commit gives the same bytes. Without a tag the version is the commit's day.
VERSION = $(shell git describe --tags --exact-match 2>/dev/null || echo 0~$$(TZ=UTC git log -1 --date=format-local:%Y%m%d --format=%cd.%h))
COMMITTED = $(shell TZ=UTC git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd)
NFPM = $(GO) run github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2

deb: need ## a Debian package in build/
	rm -rf build/man build/completion
	$(GO) build -trimpath -ldflags '-s -w -X main.tagged=$(VERSION)' -o build/ringevett ./daemon
	$(GO) run ./test/manpages build $(VERSION) $(COMMITTED)
	gzip -9nf build/man/*
	cat LICENSE daemon/cli/licences.txt >build/copyright
	sed "s/@COMMITTED@/$(COMMITTED)/" configs/package/nfpm.yaml >build/nfpm.yaml
	VERSION='$(VERSION)' ARCH=$$($(GO) env GOARCH) $(NFPM) package -f build/nfpm.yaml -p deb -t build/

clean: ## what was built
	rm -rf bin build

# Says at once what is missing: the C compiler is for SQLite, git for the test of the committed files, espeak-ng for what calls say,
# hunspell for the spelling of the Norwegian texts, chromium for what a supervisor sees.
# Root on a Debian machine gets it installed.
need:
	@command -v $(GO) >/dev/null || { echo "Go is missing: install the version that go.mod names"; exit 1; }
	@missing=; command -v gcc >/dev/null || missing="gcc libc6-dev"; \
	command -v git >/dev/null || missing="$$missing git"; \
	command -v espeak-ng >/dev/null || missing="$$missing espeak-ng"; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	test -r /usr/share/hunspell/nn_NO.dic && command -v hunspell >/dev/null || missing="$$missing hunspell hunspell-no"; \
	test -z "$$missing" && exit 0; \
	echo "missing: $$missing"; \
	test "$$(id -u)" = 0 && command -v apt-get >/dev/null || { echo "install it first"; exit 1; }; \
	{ apt-get install -y --no-install-recommends $$missing || \
	  { apt-get update && apt-get install -y --no-install-recommends $$missing; }; } >/dev/null

.PHONY: help demo build test night race fuzz bench lint licences sounds deb clean need
