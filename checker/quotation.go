package checker

// The words of answers to quotations: QuotationAnswer.Answer.
const (
	AnswerVerbatim  = "verbatim"  // every part stands there, word for word
	AnswerFolded    = "folded"    // the same words; Differs says what is not the same
	AnswerStitched  = "stitched"  // all parts stand there, but out of order or too far apart
	AnswerAltered   = "altered"   // a part stands there in other words: Diff
	AnswerPartial   = "partial"   // some parts stand there, others do not: Missing
	AnswerElsewhere = "elsewhere" // missing here, and found in another source: In
	AnswerTooShort  = "too-short" // under 12 letters, of which many pages would have some
	AnswerNoText    = "no-text"   // it could not be looked for: Reason
)

// A QuotationAnswer says whether a page has the words of a quotation.
type QuotationAnswer struct {
	Asked      string
	Answer     string  // verbatim, folded, stitched, altered, partial, missing, elsewhere, too-short, no-text
	Similarity float64 // of the part that fits least, from 0 to 1; 1 only if all are there
	Hits       int     // how often what is verbatim, folded or stitched stands there: its first part; at most 100

	// The evidence, if the quotation or something like it was found: the source's own words as they
	// stand there, and 32 characters on either side (TextQuoteSelector of the Web Annotation Data
	// Model). Where an ellipsis leaves something out, Found has " … " in its stead.
	Found, Before, After string
	Where                string // what kind of text has it: "text", "articleBody", "description", "alt", …
	TextFragment         string // the page's address with a text fragment, or of a PDF the number of the page, that leads to the words; empty if there is none

	Differs   []string   // of folded: "case", "punctuation", "diacritics", "hyphens", "brackets", "script"
	Diff      []DiffPart // of altered: from the quotation to the source, word by word
	Changed   []string   // of altered: the classes of what Diff removes and adds, gravest first, no two equal
	Missing   []string   // of partial: the parts that are not there
	Gap       int        // of stitched: words between two parts, or between their ends if they are out of order
	Unordered bool       // of stitched: parts are out of order
	Omissions []Omission // what an ellipsis leaves out and holds a negation, if both sides of it were found
	Reason    string     // of no-text: why, in words
	In        string     // of elsewhere: the address of the source that has it
}

// Verified reports whether the source has the words of the quotation.
func (a QuotationAnswer) Verified() bool {
	return a.Answer == AnswerVerbatim || a.Answer == AnswerFolded
}

// A DiffPart is a stretch of words that are equal, removed or added between a quotation and its
// source.
type DiffPart struct {
	Op    DiffOp
	Text  string // as written: of the quotation if removed, else of the source
	Class string // the gravest class of its words; empty if equal
}

// A DiffOp says what a DiffPart is.
type DiffOp string

// The kinds of DiffPart.
const (
	DiffEqual   DiffOp = "equal"
	DiffRemoved DiffOp = "removed" // the quotation has it, the source has not
	DiffAdded   DiffOp = "added"   // the source has it, the quotation has not
)

// The classes of words that differ, gravest first: DiffPart.Class.
const (
	ChangedNumber   = "number" // signs such as % and €, too
	ChangedNegation = "negation"
	ChangedModal    = "modal" // may, will, must, could
	ChangedHedge    = "hedge" // about, likely, nearly, some
	ChangedName     = "name"
	ChangedWord     = "word"
	ChangedSpelling = "spelling" // -ise and -ize, -our and -or
	ChangedMarker   = "marker"   // digits glued to the end of a word: a note's marker in the source
	ChangedHyphen   = "hyphen"   // the words are parted or joined otherwise
)

// Grave reports whether a number, a negation, a modal, a hedge or a name differs.
func (a QuotationAnswer) Grave() bool {
	for _, c := range a.Changed {
		switch c {
		case ChangedNumber, ChangedNegation, ChangedModal, ChangedHedge, ChangedName:
			return true
		}
	}
	return false
}

// An Omission is what an ellipsis leaves out between two parts that were found.
type Omission struct {
	Text     string // the source's words, cut in the middle if they are many
	Negation string // the first word of it that negates
	Sentence bool   // no sentence ends within it
}
