package archive

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// cslType is the form of records that every agency which has forms at all gives by content
// negotiation (citation.crosscite.org/docs.html).
const cslType = "application/vnd.citationstyles.csl+json"

// doi asks the resolver of DOIs for the record, whichever agency has it; failing that, the agency.
func (r *Registries) doi(ctx context.Context, query, id string) *checker.Record {
	name := strings.TrimPrefix(id, "doi:")
	if hasDots(name) {
		return unknown(id, "doi.org", "the DOI cannot be written as an address")
	}
	a, err := r.ask(ctx, question{query: query, url: match.IdentifierAddress(id), accept: cslType})
	if err == nil && a.status == http.StatusOK {
		record, errParse := parseCSL(a.body)
		if errParse == nil {
			record.Identifier, record.State = id, checker.RecordFound
			if record.Registry == "" {
				record.Registry = agencyAt(a.host)
			}
			return record
		}
		err = errParse
	}
	why := answered(a, err)
	if ctx.Err() != nil {
		return unknown(id, "doi.org", context.Cause(ctx).Error())
	}
	denied := err == nil && a.status == http.StatusNotFound && a.host == "doi.org"
	return r.agency(ctx, query, id, why, denied)
}

// hasDots reports whether a name has segments that an address cannot hold.
func hasDots(name string) bool {
	for segment := range strings.SplitSeq(name, "/") {
		if segment == "." || segment == ".." {
			return true
		}
	}
	return false
}

// agencyAt is the agency that answers at a host.
func agencyAt(host string) string {
	for _, a := range []struct{ host, name string }{
		{"crossref.org", "Crossref"}, {"datacite.org", "DataCite"}, {"crosscite.org", "DataCite"}, {"medra.org", "mEDRA"}, {"japanlinkcenter.org", "JaLC"},
	} {
		if host == a.host || strings.HasSuffix(host, "."+a.host) {
			return a.name
		}
	}
	return host
}

// agency asks which agency a DOI is of, and that agency for the record. Denied says that the resolver
// has answered already that there is no such DOI: once more, and it is not registered.
func (r *Registries) agency(ctx context.Context, query, id, why string, denied bool) *checker.Record {
	name := strings.TrimPrefix(id, "doi:")
	a, err := r.ask(ctx, question{query: query, url: "https://doi.org/doiRA/" + strings.ReplaceAll(match.PathEscape(name), ",", "%2C"), accept: "application/json"})
	if err != nil || a.status != http.StatusOK && a.status != http.StatusNotFound {
		return unknown(id, "doi.org", why)
	}
	var said []struct{ RA, Status string }
	if json.Unmarshal(a.body, &said) != nil || len(said) != 1 {
		return unknown(id, "doi.org", why)
	}
	switch {
	case said[0].RA == "Crossref":
		return r.atAgency(ctx, query, id, "Crossref", "https://api.crossref.org/works/"+match.PathEscape(name)+r.mailto("?"), parseCrossref)
	case said[0].RA == "DataCite":
		return r.atAgency(ctx, query, id, "DataCite", "https://api.datacite.org/dois/"+match.PathEscape(name), parseDataCite)
	case said[0].RA == "" && denied && strings.Contains(strings.ToLower(said[0].Status), "not exist"):
		return none(id, "doi.org")
	case said[0].RA == "":
		return unknown(id, "doi.org", why)
	}
	return unknown(id, cleanText(said[0].RA), why)
}

// atAgency asks an agency's own interface.
func (r *Registries) atAgency(ctx context.Context, query, id, agency, addr string, parse func([]byte) (*checker.Record, error)) *checker.Record {
	a, err := r.ask(ctx, question{query: query, url: addr, accept: "application/json"})
	if err == nil && a.status == http.StatusOK {
		record, errParse := parse(a.body)
		if errParse == nil {
			record.Identifier, record.Registry, record.State = id, agency, checker.RecordFound
			return record
		}
		err = errParse
	}
	return unknown(id, agency, answered(a, err))
}

// mailto tells Crossref who asks, for which it answers faster; empty without a mail address.
func (r *Registries) mailto(mark string) string {
	if r.Contact == "" {
		return ""
	}
	return mark + "mailto=" + url.QueryEscape(r.Contact)
}
