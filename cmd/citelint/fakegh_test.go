package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/itchyny/gojq"
)

// A fakeGitHub is what the fake gh knows, kept in the file that GH_STORE names.
type fakeGitHub struct {
	Login    string    `json:"login"`    // whose token it is; empty: a workflow's, which may not ask
	ReadOnly bool      `json:"readOnly"` // the token may not write
	Comments []ghEntry `json:"comments"`
	Issues   []ghEntry `json:"issues"`
	Log      []string  `json:"log"` // what was changed
}

// A ghEntry is a comment or an issue as GitHub's API has it.
type ghEntry struct {
	ID     int                 `json:"id,omitempty"`
	Number int                 `json:"number,omitempty"`
	Title  string              `json:"title,omitempty"`
	State  string              `json:"state,omitempty"`
	Body   string              `json:"body"`
	Pull   map[string]string   `json:"pull_request,omitempty"`
	User   map[string]string   `json:"user"`
	Labels []map[string]string `json:"labels,omitempty"`
}

// fakeGH stands for GitHub's command where the action's scripts are tested: "gh api", its filters
// included.
func fakeGH() {
	if err := fakeAPI(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gh:", err)
		os.Exit(1)
	}
}

// A ghCall is one call of "gh api".
type ghCall struct {
	method, path, filter string
	fields               map[string]string
	silent               bool
}

func parseGH(args []string) (ghCall, error) {
	c := ghCall{method: "GET", fields: map[string]string{}}
	if len(args) == 0 || args[0] != "api" {
		return c, fmt.Errorf("the fake knows api alone, not %q", args)
	}
	for args = args[1:]; len(args) > 0; args = args[1:] {
		switch name := args[0]; name {
		case "--silent":
			c.silent = true
			continue
		case "--paginate":
			continue
		case "--header", "--method", "--jq", "--field", "--raw-field":
			args = args[1:]
			if len(args) == 0 {
				return c, fmt.Errorf("%s needs a value", name)
			}
			switch name {
			case "--method":
				c.method = args[0]
			case "--jq":
				c.filter = args[0]
			case "--field", "--raw-field":
				key, value, _ := strings.Cut(args[0], "=")
				if file, ok := strings.CutPrefix(value, "@"); ok && name == "--field" {
					data, err := os.ReadFile(file)
					if err != nil {
						return c, err
					}
					value = string(data)
				}
				c.fields[key] = value
			}
		default:
			c.path = name
		}
	}
	path, query, _ := strings.Cut(c.path, "?")
	values, err := url.ParseQuery(query)
	for key := range values {
		c.fields[key] = values.Get(key)
	}
	c.path = path
	return c, err
}

func fakeAPI(args []string, stdout io.Writer) error {
	if os.Getenv("GH_TOKEN") == "" || os.Getenv("GH_HOST") != "git.example" {
		return fmt.Errorf("no token, or the wrong host: %q", os.Getenv("GH_HOST"))
	}
	c, err := parseGH(args)
	if err != nil {
		return err
	}
	var hub fakeGitHub
	data, err := os.ReadFile(os.Getenv("GH_STORE"))
	if err == nil {
		err = json.Unmarshal(data, &hub)
	}
	if err != nil {
		return err
	}
	answer, err := hub.answer(c)
	if err != nil {
		return err
	}
	if c.method != "GET" {
		hub.Log = append(hub.Log, c.method+" "+c.path)
		if data, err = json.MarshalIndent(hub, "", " "); err != nil {
			return err
		}
		if err := os.WriteFile(os.Getenv("GH_STORE"), data, 0o666); err != nil {
			return err
		}
	}
	if c.silent {
		return nil
	}
	return writeJQ(stdout, c.filter, answer)
}

// answer does what is asked, as the user "us".
func (hub *fakeGitHub) answer(c ghCall) (any, error) {
	if c.path == "user" {
		if hub.Login == "" {
			return nil, fmt.Errorf("HTTP 403: Resource not accessible by integration")
		}
		return map[string]string{"login": hub.Login}, nil
	}
	if c.method != "GET" && hub.ReadOnly {
		return nil, fmt.Errorf("HTTP 403: Resource not accessible by integration")
	}
	us := map[string]string{"login": "github-actions[bot]", "type": "Bot"}
	if hub.Login != "" {
		us = map[string]string{"login": hub.Login, "type": "User"}
	}
	rest, ok := strings.CutPrefix(c.path, "repos/sund/briefs/issues")
	switch id, _ := strconv.Atoi(rest[strings.LastIndexByte(rest, '/')+1:]); {
	case !ok:
		return nil, fmt.Errorf("HTTP 404: %s", c.path)
	case c.method == "GET" && rest == "/7/comments":
		return append([]ghEntry{}, hub.Comments...), nil
	case c.method == "POST" && rest == "/7/comments":
		hub.Comments = append(hub.Comments, ghEntry{ID: 100 + len(hub.Comments), Body: c.fields["body"], User: us})
		return nil, nil
	case c.method == "PATCH" && strings.HasPrefix(rest, "/comments/"):
		return nil, changeEntry(hub.Comments, func(e ghEntry) bool { return e.ID == id }, c.fields)
	case c.method == "GET" && rest == "":
		found := []ghEntry{}
		for _, i := range hub.Issues {
			if len(i.Labels) > 0 && i.Labels[0]["name"] == c.fields["labels"] && c.fields["state"] == "all" {
				found = append(found, i)
			}
		}
		return found, nil
	case c.method == "POST" && rest == "":
		hub.Issues = append(hub.Issues, ghEntry{
			Number: 20 + len(hub.Issues), State: "open", Title: c.fields["title"], Body: c.fields["body"],
			User: us, Labels: []map[string]string{{"name": c.fields["labels[]"]}},
		})
		return nil, nil
	case c.method == "PATCH":
		return nil, changeEntry(hub.Issues, func(e ghEntry) bool { return e.Number == id }, c.fields)
	}
	return nil, fmt.Errorf("HTTP 404: %s %s", c.method, c.path)
}

func changeEntry(entries []ghEntry, which func(ghEntry) bool, fields map[string]string) error {
	for i := range entries {
		if !which(entries[i]) {
			continue
		}
		entries[i].Body = fields["body"]
		if state := fields["state"]; state != "" {
			entries[i].State = state
		}
		return nil
	}
	return fmt.Errorf("HTTP 404")
}

// writeJQ prints what the filter makes of the answer, strings without quotation marks.
func writeJQ(w io.Writer, filter string, answer any) error {
	data, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	if filter == "" {
		_, err := w.Write(data)
		return err
	}
	var plain any
	if err := json.Unmarshal(data, &plain); err != nil {
		return err
	}
	query, err := gojq.Parse(filter)
	if err != nil {
		return fmt.Errorf("filter %s: %w", filter, err)
	}
	for results := query.Run(plain); ; {
		v, ok := results.Next()
		if !ok {
			return nil
		}
		if err, ok := v.(error); ok {
			return err
		}
		fmt.Fprintln(w, v)
	}
}
