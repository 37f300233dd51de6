// Package sim is one campaign's day in virtual time: agents, calls and ledgers, with a pacing algorithm in the middle.
// The fate of call number k (does somebody answer, when, how long do they talk) is drawn from the seed and k alone, and
// agent j's breaks from the seed and j, so every algorithm meets the same calls and the same people.
package sim
