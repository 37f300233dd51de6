// Package monitoring keeps what agents are told before they are recorded or monitored (8.1, 8.3).
//
// People enter notices with "notice add"; the rules are those of package notice. A notice that is entered is spoken by
// package speech and goes to the engine, which reads it to each agent on the line and writes the agent's
// acknowledgement. The same happens at the start with those that are not over.
//
// Who wants to listen to an agent's calls asks with "monitor start". This room looks up who that is, and has the sound
// made by which the agent is told; the engine decides and holds the session.
package monitoring
