package main

import (
	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/archive"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/report"
)

// What registries are asked for: the values of --registries.
const (
	registriesNever       = "never"
	registriesIdentifiers = "identifiers"
	registriesTitles      = "titles"
)

func (s *settings) registriesSetting() *setting {
	return &setting{
		name: "registries", key: "network.registries",
		value: choiceValue(&s.registries, "WHAT", "word", []string{registriesNever, registriesIdentifiers, registriesTitles}),
		usage: "ask registries (Crossref, DataCite, arXiv, PubMed) for the records of identifiers that the documents give, or for titles, too: never, identifiers or titles",
	}
}

// asksRegistries reports whether registries are asked for anything.
func (s *settings) asksRegistries() bool { return s.registries != registriesNever }

// registered puts the registries around a Fetcher, if they are asked. They lie outside of the cache of
// Results: what a registry says is kept by itself, and what it does not answer is not kept at all.
func (s *settings) registered(f checker.Fetcher, client *fetch.Client, m *memory) checker.Fetcher {
	if !s.asksRegistries() {
		return f
	}
	r := &archive.Registries{
		Fetcher: f, Transport: client.Transport, Titles: s.registries == registriesTitles, Contact: s.contact, Budget: s.budget,
		Private: func(url string) bool { return report.HasSecret(url) || client.IsPrivate(url) },
	}
	if m.cache != nil {
		r.Memory = m.cache
	}
	return r
}
