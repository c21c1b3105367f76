package main

import (
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// TestResolverFlag asks the server that the flag names.
func TestResolverFlag(t *testing.T) {
	server, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	s, err := configured(t, "version: 1\n", "--resolver="+server.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = s.client(s.pageReader()).Resolver.LookupNetIP(t.Context(), "ip4", "port.example.")
	}()
	asked := make([]byte, 512)
	_ = server.SetReadDeadline(time.Now().Add(30 * time.Second))
	n, from, err := server.ReadFrom(asked)
	if err != nil {
		t.Fatalf("the server was not asked: %v", err)
	}
	if !strings.Contains(string(asked[:n]), "\x04port\x07example\x00") {
		t.Errorf("the server was asked %q, want port.example", asked[:n])
	}
	asked[2], asked[3] = 0x81, 0x83 // an answer: no such name
	_, _ = server.WriteTo(asked[:n], from)
	<-done
}

func TestResolverValue(t *testing.T) {
	for text, want := range map[string]string{"9.9.9.9": "9.9.9.9:53", "9.9.9.9:5353": "9.9.9.9:5353", "2620:fe::fe": "[2620:fe::fe]:53", "": ""} {
		var at netip.AddrPort
		v := resolverValue(&at)
		if err := v.Set(text); err != nil || v.String() != want {
			t.Errorf("%q is read as %q (%v), want %q", text, v.String(), err, want)
		}
	}
	for _, text := range []string{"dns.example", "9.9.9.9:0", "9.9.9.9:dns", "[::1"} {
		var at netip.AddrPort
		if err := resolverValue(&at).Set(text); err == nil || !strings.Contains(err.Error(), "is no address of a DNS server") {
			t.Errorf("%q is read as %v (%v)", text, at, err)
		}
	}
}
