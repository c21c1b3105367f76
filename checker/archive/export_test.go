package archive

// What tests of this room read with.
var (
	ParseCSL      = parseCSL
	ParseCrossref = parseCrossref
	ParseSearch   = parseSearch
	ParseDataCite = parseDataCite
	ParseSummary  = parseSummary
	ParseAtom     = parseAtom
	CleanText     = cleanText
	IsWork        = isWork
)

// The limits of what is kept.
const (
	MaxText = maxText
	MaxList = maxList
)
