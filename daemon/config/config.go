// Package config reads what an admin wrote: the daemon's one file with its drop-ins, and the files of the book
// (clients, campaigns, agents, leads). It is strict: an unknown key, a wrong type or a limit made looser than the
// code allows is a fault, and all faults are told at once, each with key, value, what is allowed, and the clause.
//
// The reference of every key is configs/ringevett.yaml; a test holds it equal to Defaults.
package config

import "time"

// DefaultPath is where the packaged file lies; drop-ins lie in DefaultPath + ".d".
const DefaultPath = "/etc/ringevett/ringevett.yaml"

// Config is the whole file. Load gives it only when nothing in it is wrong; what is still blank is told by Blanks.
type Config struct {
	CallCenter  CallCenter  `yaml:"callcenter"`
	Responsible Responsible `yaml:"responsible_manager"`
	Regulation  Regulation  `yaml:"regulation"`
	Training    Training    `yaml:"training"`
	Asterisk    Asterisk    `yaml:"asterisk"`
	Agents      Agents      `yaml:"agents"`
	Hours       Hours       `yaml:"hours"`
	Abandon     Abandon     `yaml:"abandon"`
	Predictive  Predictive  `yaml:"predictive"`
	Ringing     Ringing     `yaml:"ring"`
	Limits      Limits      `yaml:"attempts"`
	WrapUp      WrapUp      `yaml:"wrap_up"`
	Leads       Leads       `yaml:"leads"`
	CallRecord  CallRecord  `yaml:"call_record"`
	Data        Data        `yaml:"data"`
	API         API         `yaml:"api"`
	Metrics     Metrics     `yaml:"metrics"`
	Page        Page        `yaml:"page"`
	AGI         AGI         `yaml:"agi"`
	Guard       Guard       `yaml:"guard"`
	Registers   Registers   `yaml:"registers"`
	Redis       Redis       `yaml:"redis"`
	Sounds      Sounds      `yaml:"sounds"`
	Recording   Recording   `yaml:"recording"`
	Desk        Desk        `yaml:"desk"`
	Dialogue    Dialogue    `yaml:"dialogue"`
	Evidence    Evidence    `yaml:"evidence"`
	Webhook     Webhook     `yaml:"webhook"`

	WrittenOffer WrittenOffer `yaml:"written_offer"`

	Log Log `yaml:"log"`
}

// CallCenter is who calls, as consumers hear it (4.4.2 a, c).
type CallCenter struct {
	Name   string `yaml:"name"`
	Spoken string `yaml:"spoken"`
	Phone  string `yaml:"phone"`
	Email  string `yaml:"email"`
}

// Responsible is the person who answers for what the code demands; nothing is dialed without one (4.1).
type Responsible struct {
	Name    string `yaml:"name"`
	Contact string `yaml:"contact"`
}

// Regulation names the code this version was built and tested against.
type Regulation struct {
	Profile    string `yaml:"profile"`
	NormSHA256 string `yaml:"norm_sha256"`
	Statutes   string `yaml:"statutes"`
	Timezone   string `yaml:"timezone"`
}

// Training is what staff must have been taught (5).
type Training struct {
	Require     bool `yaml:"require"`
	ValidMonths int  `yaml:"valid_months"`
}

// Asterisk is the PBX, reached by ARI.
type Asterisk struct {
	URL            string        `yaml:"url"`
	User           string        `yaml:"user"`
	PasswordFile   string        `yaml:"password_file"`
	App            string        `yaml:"app"`
	Transport      string        `yaml:"transport"`
	Dial           string        `yaml:"dial"`
	MaxCalls       int           `yaml:"max_calls"`
	CallsPerSecond int           `yaml:"calls_per_second"`
	RequestTimeout time.Duration `yaml:"request_timeout"`
}

// Agents is how agents log in from their phones.
type Agents struct {
	LoginCode  string `yaml:"login_code"`
	LogoutCode string `yaml:"logout_code"`
	PINTries   int    `yaml:"pin_tries"`
	PINLock    int    `yaml:"pin_lock"`
	Pause      int    `yaml:"pause_minutes"`
	OwnCall    int    `yaml:"own_callback_minutes"`
	Display    string `yaml:"display"`
	RingBack   bool   `yaml:"ring_back"`
}

// Hours is when persons may be rung, in Oslo time (4.2 j).
type Hours struct {
	Start       string   `yaml:"start"`
	End         string   `yaml:"end"`
	Days        []string `yaml:"days"`
	ExtraClosed []string `yaml:"extra_closed"`
}

// Abandon limits calls that a person answered and no agent took (4.6).
type Abandon struct {
	LimitPct   int    `yaml:"limit_pct"`
	TargetPct  int    `yaml:"target_pct"`
	TConnectMS int    `yaml:"t_connect_ms"`
	Mode       string `yaml:"mode"`
}

// Predictive is for campaigns that dial more calls than there are agents (4.6).
type Predictive struct {
	MinAgents     int      `yaml:"min_agents"`
	ReserveAgents int      `yaml:"reserve_agents"`
	LegalAck      LegalAck `yaml:"legal_ack"`
}

// LegalAck is who acknowledged what the consumer authority holds of it (4.6.1).
type LegalAck struct {
	Name       string `yaml:"name"`
	Date       string `yaml:"date"`
	TextSHA256 string `yaml:"text_sha256"`
}

// Ringing is how long an unanswered call rings.
type Ringing struct {
	Seconds int `yaml:"seconds"`
}

// Limits is how often one number is rung.
type Limits struct {
	PerCampaign  int `yaml:"per_campaign"`
	PerClientDay int `yaml:"per_client_day"`
	GapHours     int `yaml:"gap_h"`
	RestHours    int `yaml:"rest_h"`
}

// WrapUp is the agent's time after a call.
type WrapUp struct {
	Seconds   int `yaml:"seconds"`
	AfterWord int `yaml:"after_word_seconds"`
	More      int `yaml:"more_seconds"`
	Longest   int `yaml:"longest_seconds"`
}

// Leads is how long a list is dialed, and how long it can be proven on what ground its people were rung.
type Leads struct {
	RetentionMonths int `yaml:"retention_months"`
	EvidenceMonths  int `yaml:"evidence_months"`
}

// CallRecord is how long a called number can be read in the journal; then its key is destroyed.
type CallRecord struct {
	RetentionMonths int `yaml:"retention_months"`
}

// Data is where the journal and the book lie.
type Data struct {
	Dir           string `yaml:"dir"`
	MasterKeyFile string `yaml:"master_key_file"`
	ErasedFile    string `yaml:"erased_file"`
	Night         string `yaml:"night"`
}

// API is where the daemon listens for its own command line.
type API struct {
	Socket string `yaml:"socket"`
}

// AGI is where the daemon answers the dialplan's guard for calls dialed by hand.
type AGI struct {
	Listen  string   `yaml:"listen"`
	Peers   []string `yaml:"peers"`
	KeyFile string   `yaml:"key_file"`
}

// Metrics is where Prometheus reads how the daemon does.
type Metrics struct {
	Listen string `yaml:"listen"`
}

// Page is where people look at the floor in a browser.
type Page struct {
	Listen   string `yaml:"listen"`
	Language string `yaml:"language"`
}

// Registers is where the reservation registers are asked before each dial.
type Registers struct {
	Backend string         `yaml:"backend"`
	Files   []RegisterFile `yaml:"files"`
}

// Redis is what several daemons share their registers in.
type Redis struct {
	Addresses      []string `yaml:"addresses"`
	SentinelMaster string   `yaml:"sentinel_master"`
	User           string   `yaml:"user"`
	PasswordFile   string   `yaml:"password_file"`
	NoPassword     bool     `yaml:"no_password"`
	TLS            string   `yaml:"tls"`
	Certificate    string   `yaml:"certificate_file"`
	Key            string   `yaml:"key_file"`
	Prefix         string   `yaml:"prefix"`
	Database       int      `yaml:"database"`
	TimeoutMS      int      `yaml:"timeout_ms"`
	PersonSecret   string   `yaml:"person_secret_file"`
}

// Sounds are the prompts.
type Sounds struct {
	Dir      string `yaml:"dir"`
	Language string `yaml:"language"`
	Voices   Voices `yaml:"voices"`
}

// Voices are programs that speak in espeak-ng's place, a command with its arguments for each language.
type Voices struct {
	NB []string `yaml:"nb"`
	NN []string `yaml:"nn"`
	EN []string `yaml:"en"`
}

// Log is what the daemon tells of itself.
type Log struct {
	Level  string `yaml:"level"`
	Format string `yaml:"format"`
}
