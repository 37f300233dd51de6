//go:build night

package main

import "testing"

func TestNightThePeersAgreeWithTheReference(t *testing.T) {
	agree(t, []reference{
		{cell{stationary, 0.15, 100}, 44.9, 61.9, 55.3, 57.8},
		{cell{stationary, 0.30, 20}, 64.0, 78.7, 64.7, 65.2},
		{cell{stationary, 0.30, 50}, 63.8, 78.3, 65.1, 65.3},
		{cell{stationary, 0.30, 200}, 64.0, 78.2, 66.2, 66.2},
		{cell{stationary, 0.50, 50}, 77.4, 88.0, 77.8, 77.8},
		{cell{drift, 0.30, 50}, 64.7, 78.7, 66.7, 67.4},
	})
}
