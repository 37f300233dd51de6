package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/wash"
	"github.com/ringevett/ringevett/test/asterisk/debian"
)

// cost is what a way took. Processor time counts all threads, the kernel's work for them included.
type cost struct{ wall, cpu time.Duration }

// way is one way to find the reserved numbers of a list.
type way struct {
	name string
	take func(ctx context.Context, f files) (hits int, c cost, err error)
}

// self measures work of this process.
func self(do func() error) (c cost, err error) {
	runtime.GC() // the list's making is not the wash's
	before, began := processor(), time.Now()
	err = do()
	return cost{time.Since(began), processor() - before}, err
}

func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // the argument is right
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// ours washes the whole CSV, file to file.
func ours(sets wash.Sets, workers int) way {
	name := fmt.Sprintf("ringevett wash, CSV to CSV, %d worker(s)", workers)
	return way{name, func(ctx context.Context, f files) (hits int, c cost, err error) {
		c, err = self(func() error {
			sum, err := washFile(ctx, f, sets, workers)
			hits = sum.Reserved
			return err
		})
		return hits, c, err
	}}
}

// inMemory is the same work without the disk: the list is in memory before, and what comes of it goes nowhere.
func inMemory(sets wash.Sets) way {
	return way{"the same with 1 worker, without the disk",
		func(ctx context.Context, f files) (hits int, c cost, err error) {
			text, err := os.ReadFile(f.leads)
			if err != nil {
				return 0, c, err
			}
			c, err = self(func() error {
				sum, err := wash.Run(ctx, bytes.NewReader(text), io.Discard, sets, wash.Options{Workers: 1})
				hits = sum.Reserved
				return err
			})
			return hits, c, err
		}}
}

func washFile(ctx context.Context, f files, sets wash.Sets, workers int) (sum wash.Summary, err error) {
	in, err := os.Open(f.leads)
	if err != nil {
		return sum, err
	}
	defer in.Close()
	out, err := os.Create(f.leads + ".washed")
	if err != nil {
		return sum, err
	}
	if sum, err = wash.Run(ctx, in, out, sets, wash.Options{Workers: workers}); err != nil {
		out.Close()
		return sum, err
	}
	return sum, out.Close()
}

// copying is the floor: the bytes read and written, and nothing done.
func copying() way {
	return way{"the limit: read and write the CSV", func(_ context.Context, f files) (int, cost, error) {
		c, err := self(func() error {
			in, err := os.Open(f.leads)
			if err != nil {
				return err
			}
			defer in.Close()
			out, err := os.Create(f.leads + ".copy")
			if err != nil {
				return err
			}
			defer out.Close()
			_, err = io.CopyBuffer(struct{ io.Writer }{out}, struct{ io.Reader }{in}, make([]byte, 256<<10))
			return err
		})
		return -1, c, err
	}}
}

// plainly is what one would write first: encoding/csv, the number's parser, and each register by itself.
func plainly(sets wash.Sets) way {
	return way{"encoding/csv and number.Parse, row by row",
		func(_ context.Context, f files) (hits int, c cost, err error) {
			c, err = self(func() error {
				in, err := os.Open(f.leads)
				if err != nil {
					return err
				}
				defer in.Close()
				rows := csv.NewReader(in)
				rows.ReuseRecord = true
				rows.Read() // the headings
				for {
					row, err := rows.Read()
					if err == io.EOF {
						return nil
					} else if err != nil {
						return err
					}
					n, err := number.Parse(row[2])
					if err != nil {
						continue
					}
					digits, _ := strconv.ParseUint(string(n[1:]), 10, 64)
					if sets.Of(digits) != 0 {
						hits++
					}
				}
			})
			return hits, c, err
		}}
}

// sorting gets the numbers bare and normalised, and all registers as one file that was sorted beforehand. It tells
// which are reserved, in the numbers' order and not the list's, and not in which register.
func sorting(ctx context.Context, name, locale string) (way, error) {
	tools, err := find(ctx, "sort", "join")
	return way{name, func(ctx context.Context, f files) (int, cost, error) {
		script := fmt.Sprintf("%s %s %s | %s %s - %s | wc -l", locale, tools[0], f.bare, locale, tools[1], f.register)
		out, c, err := program(ctx, "", "sh", "-c", script)
		return number64(out), c, err
	}}, err
}

// lite gets the same in a database that was filled beforehand, a table a register, and does the wash's work: the
// verdict of each row, into a file.
func lite(ctx context.Context) (way, error) {
	tools, err := find(ctx, "sqlite3")
	return way{"sqlite3 CLI: .import, verdicts to CSV", func(ctx context.Context, f files) (int, cost, error) {
		db, out := filepath.Join(filepath.Dir(f.bare), "register.db"), f.bare+".csv"
		if err := fill(ctx, tools[0], db, f); err != nil {
			return 0, cost{}, err
		}
		_, c, err := program(ctx, fmt.Sprintf(verdicts, f.bare, out), tools[0], db)
		if err != nil {
			return 0, c, err
		}
		text, err := os.ReadFile(out)
		return bytes.Count(text, []byte("reserved")), c, err
	}}, err
}

const verdicts = `CREATE TEMP TABLE lead (number TEXT);
.import %s lead
.mode csv
.output %s
SELECT lead.number, CASE WHEN r0.number IS NOT NULL THEN 'reserved:national'
	WHEN r1.number IS NOT NULL THEN 'reserved:client'
	WHEN r2.number IS NOT NULL THEN 'reserved:own' ELSE 'clear' END FROM lead
	LEFT JOIN r0 ON r0.number = lead.number LEFT JOIN r1 ON r1.number = lead.number
	LEFT JOIN r2 ON r2.number = lead.number;
`

// count is the least that can be asked of the database: how many are reserved.
func count(ctx context.Context) (way, error) {
	tools, err := find(ctx, "sqlite3")
	return way{"sqlite3 CLI: .import, only count them", func(ctx context.Context, f files) (int, cost, error) {
		db := filepath.Join(filepath.Dir(f.bare), "register.db")
		if err := fill(ctx, tools[0], db, f); err != nil {
			return 0, cost{}, err
		}
		out, c, err := program(ctx,
			"CREATE TEMP TABLE lead (number TEXT);\n.import "+f.bare+
				" lead\nSELECT count(*) FROM lead JOIN one USING (number);\n", tools[0], db)
		return number64(out), c, err
	}}, err
}

// fill makes the database once: each register, and all as one.
func fill(ctx context.Context, sqlite3, db string, f files) error {
	if _, err := os.Stat(db); err == nil {
		return nil
	}
	load := ""
	for table, file := range map[string]string{"one": f.register, "r0": f.each[0], "r1": f.each[1], "r2": f.each[2]} {
		load += "CREATE TABLE " + table + " (number TEXT PRIMARY KEY) WITHOUT ROWID;\n.import " + file + " " + table +
			"\n"
	}
	if _, _, err := program(ctx, load, sqlite3, db); err != nil {
		return fmt.Errorf("fill the database: %w", err)
	}
	return nil
}

func number64(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return -2 // no count of anything
	}
	return n
}

func find(ctx context.Context, names ...string) (paths []string, err error) {
	for _, n := range names {
		path, err := debian.Tool(ctx, n, os.Stderr)
		if err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// program runs another program; its processor time is its own and its children's.
func program(ctx context.Context, in, name string, args ...string) (string, cost, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdin = strings.NewReader(in)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	began := time.Now()
	out, err := cmd.Output()
	if err != nil {
		return "", cost{}, fmt.Errorf("%s: %w: %s", filepath.Base(name), err, errs.String())
	}
	return string(out), cost{time.Since(began), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}, nil
}
