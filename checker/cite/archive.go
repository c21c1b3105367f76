package cite

import "strings"

// keeperWords tell the keeper of papers; keeperSigla are keepers as their own countries abbreviate
// them; boxWords say what papers are kept in, and bareBoxes those of them that number the boxes of
// one series.
var (
	keeperWords = wordSet("archive archives papers library record records bundesarchiv tna nara archiv archivo archivio arquivo archiwum arşivi collection manuscripts")
	keeperSigla = wordSet(`BArch BAB BAK GStA GStAPK PA HStA HStAS HHStA StA StAHH StadtA LHA LHASA LASH GLA NLA LAV ÖStA BayHStA
AN AD AM AP AC ANOM ADAE SHD CARAN BNF BnF ASV ASF ASR ASN ASM ASMi ASTo ACS AAV AGI AGS AHN AGA ACA AHPM ARChV BNE ANTT AHU BNP
NA GA AGR ARA AGAD AAN APK APW IPN BOA BCA TNA PRO NARA TSMA`)
	boxWords  = wordSet("box folder file fond fonds reel rg bestand f. д. оп. ф. carton busta")
	bareBoxes = wordSet("leg legajo filze b busta filza fasc fascicolo nr nr. no no. inv inv.nr invnr sygn sign rep cx caixa liv livro maço reg registro vol caja libro expediente exp carp cart pasta doc dosya gömlek defter nº n°")
	leafWords = wordSet("bl bll fol fols f ff fl fls c cc k kk")
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

// A shelfPart is what stands between two commas in a citation of papers.
type shelfPart struct {
	a, b  int
	text  string
	first string // its first word in lower case, without stop
	marks bool   // it holds figures
	leaf  bool   // it names a leaf: Bl. 5, fol. 12v, c. 31
}

// readArchive reads papers in an archive: the keeper is the container, the shelf mark the number;
// "Smith to Jones" is a title, and so are words in front of the keeper or behind the shelf mark. A
// box without letters of its own has the series in front of it in its shelf mark: Charcas, 211.
func (p *parser) readArchive(r *reading) bool {
	parts, keeper, box := p.shelfParts()
	if keeper < 0 || len(parts) < 2 || len(parts) > 12 || len(parts) == 2 && keeper != 0 {
		return false
	}
	leaves := false
	number := ""
	from := -1 // the first part of the shelf mark
	for i := range parts {
		q := &parts[i]
		switch {
		case i == keeper:
			r.Container = q.text
			p.took(r, fContainer, q.a, q.b)
		case p.tokens[q.a].kind == dated && q.b == q.a+1 && !p.bareYear(q.a):
			p.setDate(r, q.a)
		case q.leaf && i > keeper:
			leaves = true
			p.setLocator(r, q.a, q.b)
		case r.Title == "" && strings.Contains(q.text, " to ") && !q.marks:
			r.Title = q.text
			p.took(r, fTitle, q.a, q.b)
		case q.marks && i > keeper:
			if from < 0 {
				from = i
				for from > keeper+1 && p.isSeriesOf(&parts[from-1], &parts[i]) {
					from--
				}
				r.rest = dropRest(r, parts[from].a)
			}
			number = p.str(parts[from].a, q.b)
			box = box || strings.ContainsAny(q.text, "/-") || bareBoxes[q.first]
			p.took(r, fNumber, parts[from].a, q.b)
		case r.Title == "" && (i < keeper && p.tokens[q.a].kind == word || from > 0 && p.tokens[q.a].lower):
			r.Title = q.text
			p.took(r, fTitle, q.a, q.b)
		case i > keeper && r.Place == "" && cities[strings.ToLower(q.text)] && number == "" && i+1 < len(parts) && !parts[i+1].marks:
			r.Place = q.text
			p.took(r, fPlace, q.a, q.b)
		default:
			p.idle(r, q.a, q.b)
		}
	}
	r.Number = number
	r.Type = "manuscript"
	siglum := strings.Fields(r.Container)[0]
	known := keeperSigla[siglum] && (len(siglum) > 2 || keeper == 0 && p.language != "en" || strings.HasPrefix(r.Container, "PA AA"))
	r.extra += .2
	if known || leaves {
		r.extra += .3
	}
	return number != "" && (box || leaves || known || len(parts) > 2 && !keeperSigla[siglum])
}

// dropRest returns what stays unexplained without what begins at token a or behind it.
func dropRest(r *reading, a int) []stretch {
	n := len(r.rest)
	for n > 0 && r.rest[n-1].a >= a {
		n--
	}
	return r.rest[:n]
}

// isSeriesOf reports whether a part without figures is the series that a bare box belongs to.
func (p *parser) isSeriesOf(series, box *shelfPart) bool {
	return !series.marks && !series.leaf && p.tokens[series.a].kind == word && p.tokens[series.a].caps && (!cities[strings.ToLower(series.text)] || box.first[0] <= '9') &&
		(upperOnly(series.text) && box.first[0] <= '9' || bareBoxes[box.first] || box.first[0] >= '0' && box.first[0] <= '9' && !strings.ContainsAny(box.text, "/"))
}

// shelfParts parts the segment at its commas; keeper is the part that names an archive, or -1, and
// box says that a box or folder is named.
func (p *parser) shelfParts() (parts []shelfPart, keeper int, box bool) {
	keeper = -1
	start := p.a
	for k := p.a; k <= p.b; k++ {
		if k < p.b && !p.isPunct(k, ",;") {
			t := &p.tokens[k]
			switch t.kind {
			case quoted, address, doi, back, noteNo, signal, accessed, typemark:
				return nil, -1, false
			case opening:
				if t.n > k+4 {
					return nil, -1, false
				}
			case word:
				low := strings.ToLower(p.text[t.start:t.end])
				if keeper < 0 && t.caps && (isKeeper(low) || k == start && keeperSigla[p.text[t.start:t.end]]) {
					keeper = len(parts)
				}
				box = box || boxWords[low]
			}
			continue
		}
		if start < k {
			if q, ok := p.shelfPart(start, k); ok {
				parts = append(parts, q)
			}
		}
		start = k + 1
	}
	return parts, keeper, box
}

func (p *parser) shelfPart(a, b int) (shelfPart, bool) {
	for b > a && p.isPunct(b-1, ".") {
		b--
	}
	if a == b {
		return shelfPart{}, false
	}
	q := shelfPart{a: a, b: b, text: p.str(a, b)}
	if strings.Count(q.text, " ") > 12 {
		return q, false
	}
	small := 0
	for k := a; k < b; k++ {
		if p.tokens[k].kind == word && p.tokens[k].lower {
			small++
		}
	}
	if small > 2 && strings.Contains(q.text, ". ") && strings.ContainsAny(q.text, "0123456789") && p.tokens[a].caps && leafWords[strings.ToLower(p.str(a, a+1))] {
		return q, false // a sentence
	}
	q.first, _, _ = strings.Cut(strings.ToLower(q.text), " ")
	q.marks = strings.ContainsAny(q.text, "0123456789")
	head := q.first
	if k := strings.IndexAny(head, "0123456789"); k > 0 {
		head = head[:k]
	}
	q.first = strings.TrimRight(q.first, ".,")
	head = strings.TrimRight(head, ".")
	q.leaf = q.marks && leafWords[head] && (p.tokens[a].lower || len(head) > 1 && !strings.HasPrefix(q.text, strings.ToUpper(head))) && strings.Count(q.text, " ") <= 3
	if q.first == "" {
		q.first = "."
	}
	return q, true
}

// keepsAt reports whether token k begins the name of a keeper where a citation may begin: AGI, Lima.
func (sp *splitter) keepsAt(k int) bool {
	t := &sp.tokens[k]
	if !t.caps || t.end-t.start > 24 {
		return false
	}
	if w := sp.text[t.start:t.end]; !keeperSigla[w] {
		return (strings.Contains(w, "rchi") || strings.Contains(w, "rqui") || strings.Contains(w, "rşiv")) && isKeeper(strings.ToLower(w))
	}
	return k == 0 || sp.tokens[k-1].kind == signal || sp.tokens[k-1].kind == punct && (sp.tokens[k-1].r == '.' || sp.tokens[k-1].r == ';')
}

// boxAt reports whether a box or leaf with its number stands at token k: b. 78, c. 12r, leg. 5.
func (sp *splitter) boxAt(k int) bool {
	t := &sp.tokens[k]
	if t.kind != word || t.end-t.start > 12 || k == 0 || sp.tokens[k-1].r != ',' {
		return false
	}
	w := strings.TrimRight(strings.ToLower(sp.text[t.start:t.end]), ".")
	if !bareBoxes[w] && !leafWords[w] && !boxWords[w] {
		return false
	}
	k++
	for k < len(sp.tokens) && sp.tokens[k].kind == punct && sp.tokens[k].r == '.' {
		k++
	}
	return k < len(sp.tokens) && sp.tokens[k].kind == number
}
