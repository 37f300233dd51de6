package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// looked is how long the processors are looked at before the suites that boot a PBX.
const looked = time.Second

// crowded is the share of all processors that other programs may take before those suites make way: with more of it
// gone, so many phones beside each other are late, and so is the daemon with what it has to write and to answer.
const crowded = 0.2

// processors is the time that all processors have worked and have had nothing to do, in the system's ticks since its
// start.
type processors struct{ worked, idle uint64 }

// look reads the first line of /proc/stat; nothing where the system does not tell.
func look(stat io.Reader) (p processors) {
	var user, nice, system, idle, wait, irq, soft, stolen uint64
	n, _ := fmt.Fscanf(stat, "cpu %d %d %d %d %d %d %d %d", &user, &nice, &system, &idle, &wait, &irq, &soft, &stolen)
	if n < 8 {
		return p
	}
	return processors{worked: user + nice + system + irq + soft + stolen, idle: idle + wait}
}

// share is the part of the processors' time that was worked since before, 0 to 1.
func (p processors) share(before processors) float64 {
	worked, idle := float64(p.worked-before.worked), float64(p.idle-before.idle)
	if worked+idle <= 0 {
		return 0
	}
	return worked / (worked + idle)
}

// taken measures the share that other programs take. No test may run meanwhile.
func taken() float64 {
	now := func() processors {
		f, err := os.Open("/proc/stat")
		if err != nil {
			return processors{}
		}
		defer f.Close()
		return look(f)
	}
	before := now()
	<-time.After(looked)
	return now().share(before)
}

// makeWay gives how many suites, and tests of each, run beside each other where others take that share.
func makeWay(share float64, suites, atOnce int) (int, int) {
	if share <= crowded {
		return suites, atOnce
	}
	return 1, max(1, atOnce/2)
}
