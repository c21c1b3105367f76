package main

import (
	"os"
	"path/filepath"
	"strings"
)

const configName = ".citelint.yaml"

// A place is where a run happens: its paths are absolute.
type place struct {
	wd   string // the working directory
	repo string // the repository's top directory; empty outside of one
	root string // what paths in reports are relative to
}

// findRepo returns the nearest directory from dir upwards that holds .git; empty if there is none.
func findRepo(dir string) string {
	for {
		if exists(filepath.Join(dir, ".git")) {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// findConfig returns the nearest configuration file from the working directory upwards to the
// repository's top; outside a repository it looks in the working directory only, since a file that
// somebody left in a shared folder must not take part. Empty if there is none.
func (p place) findConfig(name string) string {
	for dir := p.wd; ; dir = filepath.Dir(dir) {
		if file := filepath.Join(dir, name); exists(file) {
			return file
		}
		if p.repo == "" || dir == p.repo || dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// rel returns the absolute name as reports write it: relative to the root, with '/'.
func (p place) rel(name string) string {
	rel, err := filepath.Rel(p.root, name)
	if err != nil {
		return filepath.ToSlash(name)
	}
	return filepath.ToSlash(rel)
}

// dir returns the working directory relative to the root; empty if it is the root or outside of it.
func (p place) dir() string {
	rel := p.rel(p.wd)
	if rel == "." || outside(rel) {
		return ""
	}
	return rel
}

// abs returns the absolute form of a name that is relative to the working directory.
func (p place) abs(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(p.wd, name)
}

// outside reports whether rel, a clean relative path with '/', leads out of its directory.
func outside(rel string) bool {
	return rel == ".." || strings.HasPrefix(rel, "../") || filepath.IsAbs(filepath.FromSlash(rel))
}

// real returns a path of a report without the symbolic links on its way; the path itself if it is no
// file's, or leads out of the root.
func (p place) real(path string) string {
	name, err := filepath.EvalSymlinks(filepath.Join(p.root, filepath.FromSlash(path)))
	if err != nil {
		return path
	}
	root, err := filepath.EvalSymlinks(p.root)
	if err != nil {
		return path
	}
	if rel := (place{root: root}).rel(name); !outside(rel) {
		return rel
	}
	return path
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// shown returns a path of a report as messages write it: relative to the working directory.
func (p place) shown(path string) string {
	rel, err := filepath.Rel(p.wd, filepath.Join(p.root, filepath.FromSlash(path)))
	if err != nil {
		return path
	}
	return filepath.ToSlash(rel)
}
