package verb

// SoundMade is one sound file of the house after its making was asked for.
type SoundMade struct {
	Path     string  `json:"path"`
	Prompt   string  `json:"prompt,omitempty"` // none: a fragment
	Language string  `json:"language"`
	Text     string  `json:"text,omitempty"`
	Made     bool    `json:"made"`              // false: it was there and fits its text
	ByHand   bool    `json:"by_hand,omitempty"` // recorded by a person
	Seconds  float64 `json:"seconds,omitempty"`
	RMS      float64 `json:"rms_db,omitempty"`
	Peak     float64 `json:"peak_db,omitempty"`
	LeftOut  string  `json:"left_out,omitempty"` // why nothing was made, of what no call plays
}
