package main

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// A site is a kind of generator of web sites, and where such a site keeps the files that are
// published as they are.
type site struct {
	name    string
	markers []string // one of these files in the root tells it
	root    string
}

// sites holds the generators that are told apart. Where their files lie: gohugo.io/getting-started/
// directory-structure, jekyllrb.com/docs/structure, mkdocs.org/user-guide/configuration (docs_dir),
// docusaurus.io/docs/static-assets.
var sites = []site{
	{"Hugo", []string{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml", "config/_default/hugo.yaml"}, "static"},
	{"Jekyll", []string{"_config.yml", "_config.yaml", "_config.toml"}, "."},
	{"MkDocs", []string{"mkdocs.yml", "mkdocs.yaml"}, "docs"},
	{"Docusaurus", []string{"docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs"}, "static"},
}

// finds are what a survey of a directory found.
type finds struct {
	site   *site  // nil: none that we know
	marker string // the file that told it
	drafts []string
}

// survey looks at what a directory holds, without reading a file.
func survey(root string) finds {
	f := finds{drafts: drafts(root)}
	for i := range sites {
		for _, marker := range sites[i].markers {
			if exists(filepath.Join(root, filepath.FromSlash(marker))) && exists(filepath.Join(root, sites[i].root)) {
				f.site, f.marker = &sites[i], marker
				return f
			}
		}
	}
	return f
}

// How far drafts looks.
const (
	surveyDepth   = 4
	surveyEntries = 50_000
)

// drafts returns patterns of the directories that hold drafts by their names, in the order of their
// paths.
func drafts(root string) []string {
	var found []string
	seen := 0
	_ = filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error { // what cannot be read holds none
		if seen++; seen > surveyEntries {
			return filepath.SkipAll
		}
		if err != nil || !e.IsDir() || name == root {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil || isLeftOut(e.Name(), true) || strings.Count(filepath.ToSlash(rel), "/") >= surveyDepth {
			return filepath.SkipDir
		}
		if slices.Contains([]string{"drafts", "_drafts"}, strings.ToLower(e.Name())) {
			if rel = filepath.ToSlash(rel); !strings.ContainsAny(rel, `*?[]{}\`) {
				found = append(found, rel+"/**")
			}
			return filepath.SkipDir
		}
		return nil
	})
	return found
}
