package report

import (
	"net/url"
	"strings"
)

const stars = "***"

// secretNames are the parameters whose values are keys to something: those of hygiene/secret and
// hygiene/expiring, and their kin. Compared in lower case, with '-' for '_'.
var secretNames = map[string]bool{
	"access-token": true, "api-key": true, "apikey": true, "auth": true, "auth-token": true, "authtoken": true,
	"authorization": true, "awsaccesskeyid": true, "bearer": true, "client-secret": true, "credential": true,
	"credentials": true, "hmac": true, "id-token": true, "jwt": true, "oauth-signature": true, "oauth-token": true,
	"passphrase": true, "passwd": true, "password": true, "private-key": true, "pwd": true, "refresh-token": true,
	"secret": true, "security-token": true, "session-token": true, "sig": true, "sign": true, "signature": true,
	"token": true, "x-amz-credential": true, "x-amz-security-token": true, "x-amz-signature": true,
	"x-api-key": true, "x-goog-credential": true, "x-goog-signature": true,
}

// keyForms are the beginnings of keys that services hand out.
var keyForms = []string{"AKIA", "ASIA", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "sk-", "eyJhbGci"}

// HasSecret reports whether an address holds a password, a key or a signature that reports do not show.
func HasSecret(address string) bool { return redact(address) != address }

// Redact returns s, an address or a text around some, as reports show it: without secrets.
func Redact(s string) string { return redact(s) }

// redact replaces the secrets of the addresses in s, which may be an address or any text around
// some: the password of user:password@, and the values of token and signature parameters, also
// where the address is percent-encoded inside another.
func redact(s string) string {
	if !strings.ContainsAny(s, "=@%") {
		return s
	}
	return redactValues(redactPasswords(s))
}

// redactPasswords replaces what stands between ':' and '@' before a host.
func redactPasswords(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "//")
		if i < 0 {
			break
		}
		b.WriteString(s[:i+2])
		s = s[i+2:]
		end := strings.IndexFunc(s, endsAuthority)
		if end < 0 {
			end = len(s)
		}
		at := strings.LastIndexByte(s[:end], '@')
		if at < 0 {
			continue
		}
		user, _, hasPassword := strings.Cut(s[:at], ":")
		switch {
		case hasPassword:
			b.WriteString(user + ":" + stars)
		case isKey(user):
			b.WriteString(stars)
		default:
			b.WriteString(user)
		}
		s = s[at:]
	}
	if b.Len() == 0 {
		return s
	}
	b.WriteString(s)
	return b.String()
}

func endsAuthority(r rune) bool {
	return r <= ' ' || strings.ContainsRune("/?#\\\"<>“”„«»", r)
}

// redactValues replaces the values of secret parameters.
func redactValues(s string) string {
	var b strings.Builder
	done := 0 // how much of s is in b
	secretValues(s, func(start, end int) {
		b.WriteString(s[done:start])
		b.WriteString(stars)
		done = end
	})
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// secretValues finds the values of secret parameters in s, in order.
func secretValues(s string, found func(start, end int)) {
	for i := 0; i < len(s); {
		n := separator(s[i:])
		if n == 0 {
			i++
			continue
		}
		i += n
		name, eq := parameter(s[i:])
		if eq == 0 {
			continue
		}
		i += len(name) + eq
		start := s[i:min(len(s), i+longestStart)] // a value that is kept is read no further
		if isSecret(name, start[:valueLen(start, eq > 1)]) {
			end := i + valueLen(s[i:], eq > 1)
			found(i, end)
			i = end
		}
	}
}

// Secrets returns the values of secret parameters in an address, as they are written there and
// decoded: what a page that was asked for them may say back.
func Secrets(address string) []string {
	var secrets []string
	secretValues(address, func(start, end int) {
		value := address[start:end]
		secrets = append(secrets, value)
		if decoded, err := url.QueryUnescape(value); err == nil && decoded != value {
			secrets = append(secrets, decoded)
		}
	})
	return secrets
}

// separator returns the length of what separates parameters at the start of s: 0 if nothing does.
func separator(s string) int {
	switch {
	case s[0] == '?' || s[0] == '&' || s[0] == ';' || s[0] == '#':
		return 1
	case len(s) >= 3 && s[0] == '%' && (s[1:3] == "3F" || s[1:3] == "3f" || s[1:3] == "26" || s[1:3] == "23"):
		return 3
	}
	return 0
}

// parameter returns the name at the start of s and the length of the equals sign after it: 0 if
// there is none.
func parameter(s string) (name string, eq int) {
	for i := 0; i < len(s) && i < 64; i++ {
		switch c := s[i]; {
		case c == '=':
			return s[:i], 1
		case c == '%' && len(s) >= i+3 && s[i+1] == '3' && (s[i+2] == 'D' || s[i+2] == 'd'):
			return s[:i], 3
		case c == '%':
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '.':
		default:
			return "", 0
		}
	}
	return "", 0
}

// valueLen returns how much of s is a parameter's value; inside another address it ends at an
// encoded separator too.
func valueLen(s string, encoded bool) int {
	for i, r := range s {
		if r <= ' ' || strings.ContainsRune("&#\"<>“”„«»", r) || encoded && r == '%' && separator(s[i:]) > 0 {
			return i
		}
	}
	return len(s)
}

// longestStart is how many bytes of a value tell whether it is a secret.
const longestStart = 64

// isSecret reports whether a value that begins so must not be shown.
func isSecret(name, value string) bool {
	if decoded, err := url.PathUnescape(name); err == nil {
		name = decoded
	}
	name = strings.ReplaceAll(strings.ToLower(name), "_", "-")
	if value == "" || value == stars {
		return false
	}
	return secretNames[name] || name == "key" && len(value) >= 20 || isKey(value)
}

func isKey(value string) bool {
	if len(value) < 16 {
		return false
	}
	for _, form := range keyForms {
		if strings.HasPrefix(value, form) {
			return true
		}
	}
	return false
}
