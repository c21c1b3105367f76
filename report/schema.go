package report

import _ "embed"

//go:embed schema.json
var schema string

//go:embed lookschema.json
var lookSchema string

//go:embed quoteschema.json
var quoteSchema string

// QuoteSchema returns the JSON Schema (2020-12) of what QuoteJSON writes.
func QuoteSchema() string { return quoteSchema }

// LookSchema returns the JSON Schema (2020-12) of what LookJSON writes.
func LookSchema() string { return lookSchema }

// Schema returns the JSON Schema (2020-12) of the JSON report.
func Schema() string { return schema }
