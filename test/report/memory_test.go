package main

import (
	"os"
	"testing"
)

// Without room there is no folder, and nothing is left behind; with room, programs run from it.
func TestMemory(t *testing.T) {
	if dir, err := memory(t.TempDir() + "/none"); dir != "" || err != nil {
		t.Errorf("where there is no memory: got %q, %v", dir, err)
	}
	dir, err := memory("/dev/shm")
	if err != nil {
		t.Fatal(err)
	}
	if dir == "" {
		t.Logf("%d bytes available: too little", available())
		return
	}
	defer os.Remove(dir)
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("got a folder with %v, %v; want an empty one", left, err)
	}
}
