package main

import (
	"syscall"
	"testing"
)

func TestAHangUpIsAWishForAReload(t *testing.T) {
	wishes := reloadSignals()
	if err := syscall.Kill(syscall.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	<-wishes
}
