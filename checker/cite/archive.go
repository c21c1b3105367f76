package cite

import "strings"

// archiveWords tell the keeper of papers; boxWords what they are kept in.
var (
	keeperWords = wordSet("archive archives papers library record records bundesarchiv tna nara archiv archivo archivio collection manuscripts")
	boxWords    = wordSet("box folder file fond fonds reel rg bestand f. д. оп. ф. carton busta")
)

// isKeeper reports whether a word in lower case names a keeper of papers: Staatsarchiv, Rijksarchief.
func isKeeper(word string) bool {
	for _, end := range [...]string{"archiv", "archive", "archief", "arkiv", "archivum"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return keeperWords[word]
}

// readArchive reads papers in an archive: the keeper is the container, the shelf mark the number;
// "Smith to Jones" is a title.
func (p *parser) readArchive(r *reading) bool {
	type part struct{ a, b int }
	var parts []part
	keeper, box := -1, false
	start := p.a
	for k := p.a; k <= p.b; k++ {
		if k < p.b && !p.isPunct(k, ",;") {
			t := &p.tokens[k]
			switch t.kind {
			case quoted, address, doi, back, noteNo, signal, accessed, volume, typemark:
				return false
			case opening:
				if t.n > k+4 {
					return false
				}
			case word:
				low := strings.ToLower(p.text[t.start:t.end])
				if isKeeper(low) && keeper < 0 && t.caps {
					keeper = len(parts)
				}
				box = box || boxWords[low]
			}
			continue
		}
		if start < k {
			parts = append(parts, part{start, k})
		}
		start = k + 1
	}
	if keeper < 0 || len(parts) < 3 || len(parts) > 12 {
		return false
	}
	for i := range parts {
		q := parts[i]
		for q.b > q.a && p.isPunct(q.b-1, ".") {
			q.b--
		}
		text := p.str(q.a, q.b)
		shelf := strings.ContainsAny(text, "0123456789/")
		switch {
		case q.a == q.b:
		case i == keeper:
			r.Container = text
			p.took(r, fContainer, q.a, q.b)
		case p.tokens[q.a].kind == dated && q.b == q.a+1 && !p.bareYear(q.a):
			p.setDate(r, q.a)
		case r.Title == "" && strings.Contains(text, " to ") && !shelf:
			r.Title = text
			p.took(r, fTitle, q.a, q.b)
		case shelf:
			box = true
			if r.Number != "" {
				r.Number += ", "
			}
			r.Number += text
			p.took(r, fNumber, q.a, q.b)
		default:
			p.idle(r, q.a, q.b)
		}
	}
	if r.Title == "" && keeper > 0 && p.tokens[parts[0].a].kind == word {
		r.Title = p.str(parts[0].a, parts[0].b)
		p.took(r, fTitle, parts[0].a, parts[0].b)
		if len(r.rest) > 0 && r.rest[0].a == parts[0].a {
			r.rest = r.rest[1:]
		}
	}
	r.Type = "manuscript"
	r.extra += .2
	return box && r.Container != "" && r.Number != ""
}
