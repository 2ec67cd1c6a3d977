package dotenv

import (
	"slices"
	"testing"
)

func TestParse(t *testing.T) {
	const content = "# comment\nA=1\n B = two words # note\nexport C='x # y'\nD=\"a\\nb\" tail\n" +
		"E=`several\nlines`\nF=\nno assignment\nG=\"open\nH='1'='2'\r\nI= a=b \n=x"
	want := []Variable{
		{"A", "1"}, {"B", "two words"}, {"C", "x # y"}, {"D", "a\nb"}, {"E", "several\nlines"}, {"F", ""},
		{"G", "\"open"}, {"H", "1"}, {"I", "a=b"},
	}
	if got := Parse(content); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
