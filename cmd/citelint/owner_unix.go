//go:build unix

package main

import (
	"errors"
	"os"
	"syscall"
)

// names returns how many hard links a file has.
func names(info os.FileInfo) int {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(st.Nlink)
	}
	return 1
}

// keepOwner gives a file of ours the owner and the group of another, where they are not the same.
func keepOwner(name string, like os.FileInfo) error {
	ours, err := os.Stat(name)
	if err != nil {
		return err
	}
	to, ok := like.Sys().(*syscall.Stat_t)
	from, known := ours.Sys().(*syscall.Stat_t)
	if !ok || !known || from.Uid == to.Uid && from.Gid == to.Gid {
		return nil
	}
	if os.Chown(name, int(to.Uid), int(to.Gid)) != nil {
		return errors.New("its owner or group could not be kept")
	}
	return nil
}
