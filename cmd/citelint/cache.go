package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/store"
)

// newCache shows and clears what is cached.
func (a *app) newCache() *cobra.Command {
	c := &cobra.Command{
		Use:   "cache",
		Short: "Show what is cached of the web, or clear it",
		Args:  cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("unknown command %q%s", "cache "+args[0], didYouMean(args[0], []string{"stats", "prune"}))
			}
			a.status = statusUsage
			return c.Help()
		},
	}
	c.AddCommand(a.newCacheStats(), a.newCachePrune())
	for _, sub := range c.Commands() {
		sub.DisableFlagsInUseLine = true
		sub.Flags().SortFlags = false
	}
	return c
}

// A cacheInfo is what cache prints as JSON. Fields are only ever added.
type cacheInfo struct {
	File      string         `json:"file"` // empty if the cache is off
	Bytes     int64          `json:"bytes"`
	Results   int            `json:"results"`
	Past      int            `json:"past"` // of them, those whose time is over
	ByVerdict map[string]int `json:"byVerdict"`
	Oldest    string         `json:"oldest,omitempty"`
	Pruned    *int           `json:"pruned,omitempty"`
	Records   int            `json:"records"` // of registries
}

func (a *app) newCacheStats() *cobra.Command {
	return a.cacheCommand(&cobra.Command{
		Use:   "stats",
		Short: "Say where the cache is and what it holds",
	}, func(*store.Cache) (*int, error) { return nil, nil })
}

func (a *app) newCachePrune() *cobra.Command {
	var all bool
	c := a.cacheCommand(&cobra.Command{
		Use:   "prune",
		Short: "Delete the results whose time is over",
	}, func(c *store.Cache) (*int, error) {
		n, err := c.Prune(all)
		return &n, err
	})
	c.Flags().BoolVar(&all, "all", false, "delete all results")
	return c
}

// cacheCommand completes a command that does something with the cache and then says what is there.
func (a *app) cacheCommand(c *cobra.Command, do func(*store.Cache) (*int, error)) *cobra.Command {
	s := newSettings()
	s.caching()
	s.configuring()
	var format string
	c.Args = noArguments
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := a.settle(c, s); err != nil {
			return err
		}
		info, err := a.cacheInfo(s, do)
		if err != nil {
			a.say("cache: %v", err)
			a.status = statusInput
			return nil
		}
		if format == "json" {
			return a.printJSON(info)
		}
		return a.print(info.text())
	}
	addFormat(c, &format)
	s.register(c.Flags())
	s.complete(c)
	return c
}

// cacheInfo opens the cache, if there is one, and does something with it.
func (a *app) cacheInfo(s *settings, do func(*store.Cache) (*int, error)) (*cacheInfo, error) {
	info := &cacheInfo{ByVerdict: map[string]int{}}
	file, err := s.cacheFile()
	if err != nil || file == "" {
		return info, err
	}
	info.File = file
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return info, nil
	}
	c, err := store.OpenCache(file, nil, store.Options{Warn: func(err error) { a.say("warning: %v", err) }})
	if err != nil {
		return nil, err
	}
	s.age(c)
	pruned, err := do(c)
	stats, errStats := c.Stats()
	if err := errors.Join(err, errStats, c.Close()); err != nil {
		return nil, err
	}
	info.Pruned, info.Bytes, info.Results, info.Past = pruned, stats.Bytes, stats.Results, stats.Past
	info.Records = stats.Records
	for v, n := range stats.ByVerdict {
		info.ByVerdict[string(v)] = n
	}
	if !stats.Oldest.IsZero() {
		info.Oldest = stats.Oldest.UTC().Format(time.RFC3339)
	}
	return info, nil
}

func (i *cacheInfo) text() []byte {
	var b bytes.Buffer
	if i.File == "" {
		return []byte("The cache is off.\n")
	}
	fmt.Fprintln(&b, i.File)
	if i.Pruned != nil {
		fmt.Fprintf(&b, "  deleted   %s\n", count(*i.Pruned, "result"))
	}
	fmt.Fprintf(&b, "  holds     %s", count(i.Results, "result"))
	for _, v := range checker.Verdicts {
		if n := i.ByVerdict[string(v)]; n > 0 {
			fmt.Fprintf(&b, ", %d %s", n, v)
		}
	}
	if i.Records > 0 {
		fmt.Fprintf(&b, "; %s of registries", count(i.Records, "record"))
	}
	fmt.Fprintf(&b, "\n  past      %d\n  size      %d KiB\n", i.Past, (i.Bytes+1023)/1024)
	if i.Oldest != "" {
		fmt.Fprintf(&b, "  oldest    %s\n", i.Oldest[:len(time.DateOnly)])
	}
	return b.Bytes()
}
