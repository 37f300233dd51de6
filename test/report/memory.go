package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// room is the memory that must be free before the tests' files are put into it, in bytes: nine times the most that
// the whole suite was seen to hold at a time.
const room = 1 << 30

// memory is a folder for the tests' files in memory under shm; "" where there is too little room, or programs cannot
// be run from it. A disk that is shared with others holds a sync up for seconds now and then, and a daemon that
// cannot write for so long is right to stop.
func memory(shm string) (dir string, err error) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(shm, &fs); err != nil || fs.Bavail*uint64(fs.Bsize) < room || available() < room {
		return "", nil
	}
	if dir, err = os.MkdirTemp(shm, "ringevett-test-"); err != nil {
		return "", nil
	}
	program := filepath.Join(dir, "runs")
	err = os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755)
	if err == nil && exec.Command(program).Run() == nil {
		return dir, os.Remove(program)
	}
	return "", os.RemoveAll(dir)
}

// available is how much memory the system could still give away, in bytes; 0 where it does not tell.
func available() (bytes uint64) {
	text, _ := os.ReadFile("/proc/meminfo")
	for line := range strings.Lines(string(text)) {
		if _, err := fmt.Sscanf(line, "MemAvailable: %d kB", &bytes); err == nil {
			return bytes << 10
		}
	}
	return 0
}
