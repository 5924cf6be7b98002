# Two scratch paths, because one directory for both builds throws each other's objects away:
# .build for the tests and the programs they run, .build-static for the programs as they are packaged.
SWIFT ?= swift
BIN := $(CURDIR)/.build-static/release
FIRST = [ -x $(BIN)/$(1) ] || echo "The first build compiles all dependencies and takes several minutes."

# Where `make install` puts things; DESTDIR is the root that a package is made of.
PREFIX ?= /usr/local
DESTDIR ?=
INSTALL = DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" BIN="$(BIN)" .ci/install

# Tests of processes have time limits of theirs, so they run when the others no longer keep the machine busy.
PROCESSES = '^(ProcessTests|SystemdTests)\.'

.PHONY: demo test build lint docs man completions install uninstall deb bench fuzz deps clean

# A simulated team of twelve over a year, through the real socket, in six screens. KEEP=1 leaves the daemon running.
demo: build
	@$(BIN)/simulate demo --bin-dir $(BIN) $(if $(KEEP),--keep)

# All tests: optimised, with the programs that are built along with them. COX_BIN_DIR=$(BIN) tests those of `make build`.
test: deps
	@[ -d .build/release ] || echo "The first build compiles all dependencies and takes several minutes."
	$(SWIFT) build -c release --build-tests
	$(SWIFT) test -c release --skip-build --skip $(PROCESSES)
	COX_BIN_DIR=$${COX_BIN_DIR:-$(CURDIR)/.build/release} $(SWIFT) test -c release --skip-build --filter $(PROCESSES)

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
# Arguments for it in ARGS, such as ARGS=--quick, or ARGS=plans for a large team's plans;
# ARGS=shape for how cost grows, ARGS=pauses for what a steady client feels.
bench: build
	$(BIN)/cox-bench $(ARGS)

# Random input for framer, reader and envelope, SECONDS_EACH (60) each; not a part of `make test`.
fuzz: deps
	.ci/fuzz

deps:
	@.ci/deps

clean:
	rm -rf .build .build-static .build-docs .build-python .build-fuzz .build-manual .build-deb
