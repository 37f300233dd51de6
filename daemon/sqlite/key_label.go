package sqlite

import "github.com/ringevett/ringevett/daemon/dialer"

// boxLabel binds a box to its register and its member.
func boxLabel(r dialer.RegisterID, hash []byte) []byte { return append([]byte(r+"|"), hash...) }

func evidenceLabel(id int64) []byte { return append([]byte("evidence"), idBytes(id)...) }
