package config

// DemoToken names the environment variable by which a demonstration shows a program that the PBX is its own. A machine
// that dials for a call centre must not have it.
const DemoToken = "RINGEVETT_DEMO_TOKEN"
