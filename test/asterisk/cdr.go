package asterisk

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// CDR is one call detail record as Asterisk wrote it.
type CDR struct {
	Source, Destination, Context  string
	Channel, DestinationChannel   string
	Start, Answer, End            time.Time // zero: did not happen
	Duration, Billed              time.Duration
	Disposition, UniqueID, UserID string
}

// CDR reads the records written so far; a call's record is written when it has ended.
func (p *PBX) CDR() ([]CDR, error) {
	f, err := os.Open(filepath.Join(p.Dir, "log/cdr-csv/Master.csv"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil // no call has ended yet
	}
	if err != nil {
		return nil, fmt.Errorf("read call detail records: %w", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read call detail records: %w", err)
	}
	var out []CDR
	for i, row := range rows {
		if len(row) < 18 { // a row being written right now
			return out, fmt.Errorf("read call detail records: row %d has %d columns, want 18", i+1, len(row))
		}
		out = append(out, cdrOf(row))
	}
	return out, nil
}

func cdrOf(row []string) CDR {
	return CDR{Source: row[1], Destination: row[2], Context: row[3], Channel: row[5], DestinationChannel: row[6],
		Start: gmt(row[9]), Answer: gmt(row[10]), End: gmt(row[11]), Duration: seconds(row[12]),
		Billed:      seconds(row[13]),
		Disposition: row[14], UniqueID: row[16], UserID: row[17]}
}

func gmt(s string) time.Time {
	t, _ := time.Parse(time.DateTime, s) // empty: did not happen
	return t
}

func seconds(s string) time.Duration {
	n, _ := strconv.Atoi(s)
	return time.Duration(n) * time.Second
}
