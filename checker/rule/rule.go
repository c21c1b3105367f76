// Package rule holds the rules: values in the table All, which is in reading order. A rule reads
// its Pass and reports; it never waits, looks or asks the time.
package rule

import "github.com/citelint/citelint/checker"

// All is every rule there is, group by group. A new rule is a line here, a file, and a case in
// testdata/rule.
var All = []*checker.Rule{
	// note: structure of notes
	noteUndefined,
	noteUnused,
	noteUncitedEntry,
	noteDuplicate,
	noteGap,
	noteOrder,
	noteDefinitionOrder,
	noteEmpty,
	noteReused,
	noteSplitsSentence,
	noteMixedSyntax,
	noteInHeading,
	noteTruncated,
	noteOrphanSuperscript,

	// link: how links are written
	linkPlaceholder,
	linkEmpty,
	linkConverterAnchor,
	linkAnchorMissing,
	linkMalformed,
	linkTrailingPunctuation,
	linkSplit,
	linkBrokenMarkup,
	linkInvisibleCharacter,
	linkTypographicCharacter,
	linkTruncated,
	linkLocalPath,
	linkPrivateHost,
	linkGated,
	linkTextMismatch,
	linkDOIMismatch,
	linkLookalikeHost,
	linkCredentials,
	linkFileMissing,
	linkEscapes,
	linkRepeated,

	// id: identifiers
	idDOISyntax,
	idDOITrailing,
	idISBN,
	idISSN,
	idArXiv,
	idPMID,
	idOldResolver,
	idChecksum,
	idDOINotLinked,

	// health: what happened when we looked
	healthDead,
	healthFailing,
	healthSoftDead,
	healthParked,
	healthUnreachable,
	healthTLS,
	healthBlocked,
	healthMoved,
	healthFrontPage,

	// cite: is the citation complete enough to find the source?
	citeUnidentified,
	citeBareURL,
	citeNoPublisher,
	citeNoDate,
	citeNoLink,
	citeLinkText,
	citeCapturedTitle,
	citeUnsourcedQuotation,

	// consistency: the documents against themselves
	consistencyOneSourceTwoTitles,
	consistencyOneTitleTwoSources,
	consistencyAuthorSpelling,
	consistencyPublisherSpelling,

	// match: what the citation says against what the source says

	// quote: quotation marks and what stands between them
	quoteUnbalanced,
	quoteCrossesLink,

	// ref: back-references
	refIbidFirst,
	refIbidAmbiguous,
	refIbidEmpty,
	refSupraMismatch,
	refNoteTarget,
	refNoAntecedent,
	refAmbiguousShort,
	refIbidFar,
	refIbidMixed,
	refIbidDiscouraged,
	refIbidSamePage,
	refIbidMoved,
	refInheritsFault,

	// date
	dateImpossible,
	dateFuture,
	dateAfterDocument,
	dateBeforePublished,
	dateAmbiguous,
	dateWeekday,
	dateURL,
	dateStaleAccess,
	dateIncomplete,
	dateStillForthcoming,
	dateISBNEra,
	dateRelative,

	// hygiene: what should not be in an address or a note
	hygieneTracking,
	hygieneChatTracking,
	hygieneChatResidue,
	hygieneShortener,
	hygieneRedirector,
	hygieneVariantHost,
	hygieneSessionID,
	hygieneExpiring,
	hygieneSecret,
	hygieneSearchPage,
	hygieneHomePage,
	hygieneAggregator,
	hygieneUnfinished,
	hygieneChatTranscript,
	hygieneBranchLink,
	hygienePrivateContact,

	// archive: copies in web archives
	archiveMissing,
	archiveMalformed,
	archiveOtherURL,
	archiveDateMismatch,
	archiveDeadService,
	archiveOnly,
	archiveUnverifiable,
	archiveOnFile,

	// style: habits of the document and left-overs
	styleDateFormat,
	styleQuotesInLink,
	styleContainerItalics,
	styleFinalStop,
	styleMarkerPunctuation,
	styleSignalCase,
	styleSourceSeparator,
	styleURLShown,
	styleIbidSpelling,
	styleRangeDash,
	styleQuoteMarks,
	styleDoubledPunctuation,
	styleEtAl,
	styleEscape,
	styleOCR,
	styleNormalization,

	// ignore: comments that silence a rule
	ignoreUnused,
	ignoreExpired,
	ignoreUnknownRule,
	ignoreMalformed,
	ignoreNoReason,
}
