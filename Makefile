# Two scratch paths, because one directory for both builds throws each other's objects away:
# .build for the tests, .build-static for the programs as they are packaged.
SWIFT ?= swift
BIN := $(CURDIR)/.build-static/release
FIRST = [ -x $(BIN)/$(1) ] || echo "The first build compiles all dependencies and takes several minutes."

# Where `make install` puts things; DESTDIR is the root that a package is made of.
PREFIX ?= /usr/local
DESTDIR ?=
INSTALL = DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" BIN="$(BIN)" .ci/install

.PHONY: demo test build lint docs man completions install uninstall deb bench fuzz deps clean

# A simulated team of twelve over a year, through the real socket, in six screens. KEEP=1 leaves the daemon running.
demo: build
	@$(BIN)/simulate demo --bin-dir $(BIN) $(if $(KEEP),--keep)

# All tests: optimised, and with the programs under test built before.
test: build
	COX_BIN_DIR=$(BIN) $(SWIFT) test -c release

build: deps
	@$(call FIRST,coxswaind)
	$(SWIFT) build -c release --static-swift-stdlib --scratch-path .build-static

lint:
	$(SWIFT) format lint --strict -r -p Package.swift Sources Tests

# The documentation, with warnings as errors, into .build-docs/coxswain.doccarchive.
docs: deps
	.ci/docs

# Manual pages, and shell completions of cox, into .build-manual.
man: build
	SWIFT=$(SWIFT) .ci/manual

completions: build
	SWIFT=$(SWIFT) .ci/manual completions

# What `make build man` made, below DESTDIR and PREFIX; it builds nothing, so that root need not build.
install:
	@$(INSTALL)

uninstall:
	@$(INSTALL) --remove

# A Debian package of what was built, into .build-deb.
deb: man
	BIN="$(BIN)" .ci/deb

# Throughput, latency and memory beside the machine's raw limits.
# Arguments for it in ARGS, such as ARGS=--quick, or ARGS=plans for a large team's plans.
bench: build
	$(BIN)/cox-bench $(ARGS)

# Random input for framer, reader and envelope, SECONDS_EACH (60) each; not a part of `make test`.
fuzz: deps
	.ci/fuzz

deps:
	@.ci/deps

clean:
	rm -rf .build .build-static .build-docs .build-python .build-fuzz .build-manual .build-deb
