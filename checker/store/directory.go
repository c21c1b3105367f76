package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// prepare makes a file that only its owner can read, and its directory. A directory of ours inside a
// repository gets a .gitignore of its own.
func prepare(file string) error {
	dir := filepath.Dir(file)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if inRepository(dir) && holdsOnlyOurs(dir) {
		if err := ignoreAll(dir); err != nil {
			return err
		}
	}
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// inRepository reports whether a directory lies in a repository, and is not its top.
func inRepository(dir string) bool {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	for up := filepath.Dir(dir); up != dir; dir, up = up, filepath.Dir(up) {
		if _, err := os.Lstat(filepath.Join(up, ".git")); err == nil {
			return true
		}
	}
	return false
}

// holdsOnlyOurs reports whether there is nothing in a directory but caches and states.
func holdsOnlyOurs(dir string) bool {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		name := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(e.Name(), "-wal"), "-shm"), broken)
		if name != "cache.db" && name != "state.db" || e.IsDir() {
			return false
		}
	}
	return true
}

func ignoreAll(dir string) error {
	f, err := os.OpenFile(filepath.Join(dir, ".gitignore"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString("# citelint can make all of this again\n*\n")
	return errors.Join(err, f.Close())
}
