package checker

import "strings"

// A CitationKind says how a citation names its source.
type CitationKind string

// The kinds of citations.
const (
	Full      CitationKind = "full"
	SeeAlso   CitationKind = "see-also" // a full citation under a signal such as "see also"
	Ibid      CitationKind = "ibid"     // ibid., id., ebd., 同上, там же
	Short     CitationKind = "short"    // author, title or alias again, op. cit.
	Supra     CitationKind = "supra"    // names a note by its number
	CommentOn CitationKind = "comment"  // words that cite nothing
)

// IsFull reports whether the kind describes its source completely: Full or SeeAlso.
func (k CitationKind) IsFull() bool { return k == Full || k == SeeAlso }

// IsBackReference reports whether the kind points at an earlier citation: Ibid, Short or Supra.
func (k CitationKind) IsBackReference() bool { return k == Ibid || k == Short || k == Supra }

// A Citation is what the document says about one source. All fields are as printed, with white
// space collapsed; what is not printed is empty.
type Citation struct {
	Kind   CitationKind
	Type   string // of CSL: "report", "webpage", ...; empty if it cannot be told
	Span   Span
	Text   string
	Signal string // "See also", "quoted in"
	Nested bool   // the signal nests: the author of the citation before had it from this one

	Authors, Editors, Translators []Name

	Title, ParallelTitle    string // the same title in the other language; Title is the one printed first
	Container               string // periodical, agency, site
	Publisher, Place        string
	Edition, Volume, Issue  string
	Number                  string // of a report, docket or act
	Date                    Date
	OriginalDate, Accessed  Date
	Pages                   string // extent or first page of the whole, where both are told apart
	Locator                 string // the cited place: pages, paragraphs
	DOI, ISBN, ArXiv, Alias string
	Language                string // BCP 47, of the source
	Links                   []*Link
	Archived                *Link

	Rest       string      // what no field explains
	RefersTo   *Citation   // what a back-reference means; nil if it is not one, or if it cannot be told
	Reason     string      // why a back-reference was refused: see the Reason constants
	Candidates []*Citation // what it may mean, latest mention first
	Repairs    []Repair    // what had to be mended to read it

	// Drift is the style that a full citation is in by itself, at .8 of confidence or more, if that is
	// another than the document's Style, or ListStyle in a bibliography, and not one that prints many
	// works alike, as "chicago" and "mhra" do; empty otherwise, and where these are empty. Acts and
	// court decisions do not drift: most styles leave them to that of the law.
	Drift string

	// Confidence, from 0 to 1, is that of the least sure field that was read, be it stated or left
	// empty for want of it: from .8 on nothing was left empty. Below .5 the citation is unparsed and
	// states nothing.
	Confidence float64

	// Sure is how sure each stated field is, from .8 to 1, and what was read for one that is left
	// empty, below .8. It is 0 where nothing was read.
	Sure [CitationFields]float32
}

// A CitationField is an index of Citation.Sure.
type CitationField uint8

// The fields of a citation that its words state. What links and signals say needs no reading.
const (
	AuthorsField CitationField = iota
	EditorsField
	TranslatorsField
	TitleField
	ParallelTitleField
	ContainerField
	PublisherField
	PlaceField
	EditionField
	VolumeField
	IssueField
	NumberField
	DateField
	OriginalDateField
	AccessedField
	PagesField
	LocatorField
	DOIField
	ISBNField
	ArXivField
	AliasField

	CitationFields // how many there are
)

// Why a back-reference was refused: Citation.Reason.
const (
	ReasonFirstNote        = "first-note"        // no note before it
	ReasonNoSource         = "no-source"         // the note before cites nothing
	ReasonManySources      = "many-sources"      // several could be meant
	ReasonUnresolvedBefore = "unresolved-before" // what it points at is itself not understood
	ReasonNoSuchAuthor     = "no-such-author"    // the numbered note cites nobody of that name
	ReasonMissingNote      = "missing-note"      // no note has that number
	ReasonForward          = "forward"           // the number is its own or a later note's
	ReasonNoFullForm       = "no-full-form"      // no earlier full citation fits
	ReasonManyWorks        = "many-works"        // several works of that author
)

// A Repair is something that had to be mended to read a citation. Rules make findings of it.
type Repair struct {
	Kind RepairKind
	Span Span
}

// A RepairKind says what was mended.
type RepairKind string

// The kinds of repairs.
const (
	QuoteUnbalanced  RepairKind = "quote-unbalanced"
	QuoteCrossesLink RepairKind = "quote-crosses-link"
	DateOrder        RepairKind = "date-order" // day and month cannot be told apart
)

// A Name is a person's or an organisation's name as printed.
type Name struct {
	Given, Family, Suffix string
	Literal               string // an undivided name: an organisation, "et al."; the others are empty then
}

// String returns "Family, Given", with the suffix last, or the literal name.
func (n Name) String() string {
	if n.Literal != "" {
		return n.Literal
	}
	parts := []string{n.Family}
	if n.Given != "" {
		parts = append(parts, n.Given)
	}
	if n.Suffix != "" {
		parts = append(parts, n.Suffix)
	}
	return strings.Join(parts, ", ")
}
