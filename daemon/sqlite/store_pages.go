package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// pages is the file of a database as SQLite stores it (sqlite.org/fileformat2.html). It stays open as long as SQLite
// has the file open: to close one descriptor of a file removes every lock that the process has on it (fcntl(2)).
type pages struct {
	file  *os.File
	size  int64 // of a page, in bytes
	count int64
	buf   []byte
}

const (
	fileHeader = 100     // bytes before the first page's own header
	lockByte   = 1 << 30 // the page that holds this offset is never used
	maxPages   = 1 << 24 // below, no first byte of an overflow or trunk page looks like the kind of a b-tree page
)

func openPages(path string) (*pages, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	return &pages{file: f}, nil
}

// scrub overwrites the unused parts of pages from the given one on, until the deadline, and gives the next; 0 after
// the last.
func (p *pages) scrub(first int64, until time.Time) (next int64, err error) {
	free, err := p.load()
	if err != nil {
		return first, err
	}
	changed := false
	for next = first; next <= p.count; next++ {
		if next > first && next%16 == 0 && time.Now().After(until) {
			break
		}
		did, err := p.scrubPage(next, free)
		if err != nil {
			return next, fmt.Errorf("page %d: %w", next, err)
		}
		changed = changed || did
	}
	if next > p.count {
		next = 0
	}
	if changed {
		err = syscall.Fdatasync(int(p.file.Fd()))
	}
	return next, err
}

// load reads the header of the file, and which pages are free: a leaf of the list holds nothing, a trunk names leaves.
func (p *pages) load() (free map[int64]freePage, err error) {
	head := make([]byte, fileHeader)
	if _, err := p.file.ReadAt(head, 0); err != nil {
		return nil, err
	}
	p.size = int64(binary.BigEndian.Uint16(head[16:]))
	if p.size == 1 {
		p.size = 1 << 16
	}
	info, err := p.file.Stat()
	if err != nil {
		return nil, err
	}
	p.count = int64(binary.BigEndian.Uint32(head[28:]))
	switch {
	case string(head[:16]) != "SQLite format 3\x00" || p.size < 512 || p.count*p.size > info.Size():
		return nil, errors.New("the file's header is not as SQLite writes it")
	case head[20] != 0 || binary.BigEndian.Uint32(head[52:]) != 0 || p.count >= maxPages:
		return nil, errors.New("the file has reserved bytes, is vacuumed by itself, or has too many pages")
	}
	p.buf = make([]byte, p.size)
	return p.freePages(int64(binary.BigEndian.Uint32(head[32:])))
}

type freePage struct{ leaves int } // of a trunk; below 0: it is a leaf itself

func (p *pages) freePages(trunk int64) (map[int64]freePage, error) {
	free := map[int64]freePage{}
	for trunk != 0 {
		if _, twice := free[trunk]; twice || trunk > p.count {
			return nil, errors.New("the list of free pages is broken")
		}
		if _, err := p.file.ReadAt(p.buf, (trunk-1)*p.size); err != nil {
			return nil, err
		}
		leaves := int(binary.BigEndian.Uint32(p.buf[4:]))
		if leaves > int(p.size)/4-2 {
			return nil, errors.New("the list of free pages is broken")
		}
		free[trunk] = freePage{leaves}
		for i := range leaves {
			free[int64(binary.BigEndian.Uint32(p.buf[8+4*i:]))] = freePage{-1}
		}
		trunk = int64(binary.BigEndian.Uint32(p.buf))
	}
	return free, nil
}

// scrubPage reports whether there was anything to overwrite.
func (p *pages) scrubPage(no int64, free map[int64]freePage) (bool, error) {
	if no == lockByte/p.size+1 {
		return false, nil
	}
	if _, err := p.file.ReadAt(p.buf, (no-1)*p.size); err != nil {
		return false, err
	}
	did := false
	zero := func(from, to int) {
		for i := from; i < to; i++ {
			did = did || p.buf[i] != 0
			p.buf[i] = 0
		}
	}
	var err error
	switch f, is := free[no]; {
	case is && f.leaves < 0:
		zero(0, len(p.buf))
	case is:
		zero(8+4*f.leaves, len(p.buf))
	case no == 1:
		err = unused(p.buf, fileHeader, zero)
	default:
		err = unused(p.buf, 0, zero)
	}
	if err == nil && did {
		_, err = p.file.WriteAt(p.buf, (no-1)*p.size)
	}
	return did, err
}

// unused calls zero with the parts of a b-tree page that hold no cell: the gap between the list of cells and the
// first of them, and the free blocks between cells. A page of another kind has none.
func unused(page []byte, head int, zero func(from, to int)) error {
	be16 := func(at int) int { return int(binary.BigEndian.Uint16(page[at:])) }
	list := head + 8
	switch page[head] {
	case 2, 5: // an inner page has the number of its last child too
		list += 4
	case 10, 13:
	default:
		return nil
	}
	end, cells := list+2*be16(head+3), be16(head+5)
	if cells == 0 {
		cells = 1 << 16
	}
	if end > cells || cells > len(page) {
		return errors.New("its header is not that of a b-tree page")
	}
	for block := be16(head + 1); block != 0; {
		if block < cells || block+4 > len(page) {
			return errors.New("its free blocks are broken")
		}
		next, size := be16(block), be16(block+2)
		if size < 4 || block+size > len(page) || next != 0 && next < block+size {
			return errors.New("its free blocks are broken")
		}
		zero(block+4, block+size)
		block = next
	}
	zero(end, cells)
	return nil
}
