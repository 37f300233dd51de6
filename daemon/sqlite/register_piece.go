package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// stage writes the pieces of a version, each in a commit of its own. A version without its row in register_version does
// not exist: a crash here leaves pieces that nothing reads, and the next delivery deletes them.
func (s *Store) stage(ctx context.Context, v version, base *sets.Base, d sets.Delivery) error {
	if err := s.dropPieces(ctx, v.Register); err != nil {
		return err
	}
	var box []byte
	done, all := 0, base.PieceCount()
	for piece, err := range base.Pieces() {
		if err != nil {
			return err
		}
		d.Tell("writing to the disk", done, all)
		done++
		box = s.keys.reserve.Seal(box[:0], nil, piece.Data, v.label(piece.Name))
		err = s.writer.submit(ctx, func(t *tx) error {
			return t.exec(`INSERT INTO register_part (register, version, part, box) VALUES (?, ?, ?, ?)`,
				string(v.Register), v.Version, piece.Name, box)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// dropPieces drops what is neither of the register's newest versions, piece by piece.
func (s *Store) dropPieces(ctx context.Context, r dialer.RegisterID) error {
	type place struct {
		version int64
		part    string
	}
	old, err := collect(ctx, s.read, func(rows *sql.Rows) (p place,
		err error) {
		return p, rows.Scan(&p.version, &p.part)
	},
		`SELECT version, part FROM register_part v WHERE register = ?2 AND NOT `+isKept, keptVersions, string(r))
	for _, p := range old {
		if err == nil {
			err = s.writer.submit(ctx, func(t *tx) error {
				return t.exec(`DELETE FROM register_part WHERE register = ? AND version = ? AND part = ?`, string(r),
					p.version,
					p.part)
			})
		}
	}
	return err
}

// loadBase reads a version's pieces.
func loadBase(ctx context.Context, db querier, k *keys, v version) (*sets.Base, error) {
	rows, err := db.QueryContext(ctx, `SELECT part, box FROM register_part WHERE register = ? AND version = ?
		ORDER BY part`,
		string(v.Register), v.Version)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	fault := func(err error) error { return fmt.Errorf("register %s, version %d: %w", v.Register, v.Version, err) }
	var u sets.Unpacker
	var box sql.RawBytes
	var clear []byte
	for rows.Next() {
		var p sets.Piece
		if err := rows.Scan(&p.Name, &box); err != nil {
			return nil, err
		}
		if clear, err = k.reserve.Open(clear[:0], nil, box, v.label(p.Name)); err != nil {
			return nil, fault(fmt.Errorf("part %s does not open with this master key: %w", p.Name, err))
		}
		p.Data = clear
		if err := u.Add(p); err != nil {
			return nil, fault(err)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	base, err := u.Base(v.Count, v.Persons)
	if err != nil {
		return nil, fault(err)
	}
	return base, nil
}
