package report

import _ "embed"

//go:embed schema.json
var schema string

// Schema returns the JSON Schema (2020-12) of the JSON report.
func Schema() string { return schema }
