// Package simulate is a campaign's days in virtual time: the engine, the gate, the pacing and the figures are the real
// ones, and what stands around them is made up — phones, agents, consumers, the disk, the PBX.
//
// The fate of the call with number k (does somebody answer, when, how long do they talk) is drawn from the seed and k
// alone, an agent's breaks from the seed and the agent, so that the same scenario always gives the same day.
//
// The journal is not kept: its facts go through the daily figures as they are written, and are dropped. That is some
// twenty times faster than a file, and the real journal is not in question here.
package simulate
