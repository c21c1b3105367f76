package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

// replaceFile writes what has become of a file into its place, if that still holds before: into a
// file beside it, on to the disk, then under its name, so that nobody ever reads half of it. Mode and
// owner stay; a symbolic link stays one.
func replaceFile(name string, before, after []byte) error {
	real, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	info, err := os.Stat(real)
	if err != nil {
		return err
	}
	if err := isReplaceable(real, info); err != nil {
		return err
	}
	beside := filepath.Join(filepath.Dir(real), ".citelint-"+strconv.FormatUint(rand.Uint64(), 36))
	err = writeDown(beside, info, after)
	if err == nil {
		err = isStill(real, before)
	}
	if err == nil {
		err = os.Rename(beside, real)
	}
	if err != nil {
		_ = os.Remove(beside) // the first error says what is wrong
		return err
	}
	syncDirectory(filepath.Dir(real))
	return nil
}

func isReplaceable(name string, info os.FileInfo) error {
	switch n := names(info); {
	case !info.Mode().IsRegular():
		return errors.New("it is no regular file")
	case info.Mode().Perm()&0o200 == 0:
		return errors.New("it is read-only")
	case n > 1:
		return fmt.Errorf("it has %d names (hard links), and only this one would get the new text", n)
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return f.Close()
}

// writeDown writes a new file with the mode and the owner of another, down to the disk.
func writeDown(name string, like os.FileInfo, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = keepOwner(name, like)
	}
	if err == nil {
		err = f.Chmod(like.Mode())
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// isStill reports as an error that a file does not hold what it held.
func isStill(name string, before []byte) error {
	now, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, before) {
		return errors.New("it has changed since it was read (run citelint fix again)")
	}
	return nil
}

// syncDirectory lets a new name outlive a power cut. What does not support it does without.
func syncDirectory(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
