package sqlite

import (
	"context"
	"reflect"
)

// RekeyTo is Rekey, and tells reached of each point at which a crash makes a difference.
func RekeyTo(ctx context.Context, o Options, r Rekeying, reached func(point string)) error {
	_, err := rekey(ctx, o, r, reached)
	return err
}

// RekeyedColumns are the columns that a rotation makes again, as table.column.
func RekeyedColumns() (all []string) {
	for _, h := range hashColumns {
		all = append(all, h.table+"."+h.column)
	}
	return all
}

// SealedSets are what a rotation sets in which table.
func SealedSets() map[string]string {
	all := map[string]string{}
	for _, s := range sealedColumns {
		all[s.table] += " " + s.set
	}
	return all
}

// KeyNames are the keys that are derived from the master key.
func KeyNames() (all []string) {
	for i := range reflect.TypeFor[keys]().NumField() {
		all = append(all, reflect.TypeFor[keys]().Field(i).Name)
	}
	return all
}
