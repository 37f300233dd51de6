package debian

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// CacheEnv names the folder for unpacked trees; without it the user's cache folder is used.
const CacheEnv = "RINGEVETT_CACHE"

// CacheDir is where unpacked trees are kept: never in the checkout.
func CacheDir() (string, error) {
	dir := os.Getenv(CacheEnv)
	if dir == "" {
		base, err := os.UserCacheDir()
		if err != nil { // a service user without a home
			base = filepath.Join(os.TempDir(), fmt.Sprintf("cache-%d", os.Getuid()))
		}
		dir = filepath.Join(base, "ringevett")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("make the cache folder: %w", err)
	}
	return filepath.Abs(dir)
}

// cached returns the newest complete tree that matches pattern, or makes one; two processes never make it twice.
func cached(
	ctx context.Context, pattern string, make func(ctx context.Context, aside string) (name string, err error),
) (string, error) {
	cache, err := CacheDir()
	if err != nil {
		return "", err
	}
	if tree := newest(cache, pattern); tree != "" {
		return tree, nil
	}
	unlock, err := lock(filepath.Join(cache, ".lock"))
	if err != nil {
		return "", err
	}
	defer unlock()
	if tree := newest(cache, pattern); tree != "" { // another process made it while this one waited
		return tree, nil
	}
	removeStale(cache)
	aside, err := os.MkdirTemp(cache, ".unpack-")
	if err != nil {
		return "", fmt.Errorf("make a folder to unpack in: %w", err)
	}
	defer os.RemoveAll(aside)
	name, err := make(ctx, aside)
	if err != nil {
		return "", err
	}
	tree := filepath.Join(cache, name)
	if err := errors.Join(os.Chmod(aside, 0o755), os.Rename(aside, tree)); err != nil {
		return "", fmt.Errorf("put the unpacked tree in place: %w", err)
	}
	return tree, nil
}

// removeStale clears what a killed process left half unpacked; with the lock held no one else is unpacking.
func removeStale(cache string) {
	left, err := filepath.Glob(filepath.Join(cache, ".unpack-*"))
	if err != nil {
		return
	}
	for _, dir := range left {
		os.RemoveAll(dir)
	}
}

func newest(cache, pattern string) string {
	found, err := filepath.Glob(filepath.Join(cache, pattern))
	if err != nil {
		return ""
	}
	var best string
	var bestTime int64
	for _, f := range found {
		if info, err := os.Stat(f); err == nil && info.IsDir() && info.ModTime().UnixNano() >= bestTime {
			best, bestTime = f, info.ModTime().UnixNano()
		}
	}
	return best
}

func lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("lock the cache: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		f.Close()
		return nil, fmt.Errorf("lock the cache: %w", err)
	}
	return func() { f.Close() }, nil // closing gives the lock back, and so does dying
}
