package child

import (
	"bytes"
	"sync"
)

// Log takes what a daemon logs. Make it with NewLog.
type Log struct {
	mu      sync.Mutex
	text    bytes.Buffer
	started chan struct{}
	once    sync.Once
}

// NewLog gives an empty log.
func NewLog() *Log { return &Log{started: make(chan struct{})} }

// Started is closed when the daemon has said that it has started.
func (l *Log) Started() <-chan struct{} { return l.started }

func (l *Log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if bytes.Contains(b, []byte("msg=started")) {
		l.once.Do(func() { close(l.started) })
	}
	return l.text.Write(b)
}

func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
