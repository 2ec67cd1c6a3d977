package h2

import (
	"encoding/binary"
	"math"
)

// The settings that a session acts upon.
const (
	SettingHeaderTableSize      = 1
	SettingEnablePush           = 2
	SettingMaxConcurrentStreams = 3
	SettingInitialWindowSize    = 4
	SettingMaxFrameSize         = 5
	SettingMaxHeaderListSize    = 6
	SettingEnableConnect        = 8
)

// Setting is one entry of a SETTINGS frame.
type Setting struct {
	ID    uint16
	Value uint32
}

// Settings are those in force for one side.
type Settings struct {
	HeaderTableSize      uint32
	EnablePush           uint32
	MaxConcurrentStreams uint32
	InitialWindowSize    uint32
	MaxFrameSize         uint32
	MaxHeaderListSize    uint32
	EnableConnect        uint32
	Custom               []Setting // others, in the order of their first appearance
}

// initialSettings hold until a side has said otherwise.
func initialSettings() Settings {
	return Settings{
		HeaderTableSize: 4096, EnablePush: 1, MaxConcurrentStreams: math.MaxUint32,
		InitialWindowSize: 65535, MaxFrameSize: 16384, MaxHeaderListSize: math.MaxUint32,
	}
}

// known reports whether a session acts upon a setting.
func (e Setting) known() bool { return e.ID <= SettingEnableConnect && e.ID != 7 }

// set applies one entry; keep says whether one that is not known is noted.
func (s *Settings) set(e Setting, keep bool) {
	switch e.ID {
	case SettingHeaderTableSize:
		s.HeaderTableSize = e.Value
	case SettingEnablePush:
		s.EnablePush = e.Value
	case SettingMaxConcurrentStreams:
		s.MaxConcurrentStreams = e.Value
	case SettingInitialWindowSize:
		s.InitialWindowSize = e.Value
	case SettingMaxFrameSize:
		s.MaxFrameSize = e.Value
	case SettingMaxHeaderListSize:
		s.MaxHeaderListSize = e.Value
	case SettingEnableConnect:
		s.EnableConnect = e.Value
	default:
		if keep {
			s.setCustom(e)
		}
	}
}

func (s *Settings) setCustom(e Setting) {
	for i := range s.Custom {
		if s.Custom[i].ID == e.ID {
			s.Custom[i].Value = e.Value
			return
		}
	}
	s.Custom = append(s.Custom, e)
}

// AppendSettings appends the payload of a SETTINGS frame.
func AppendSettings(b []byte, entries []Setting) []byte {
	for _, e := range entries {
		b = binary.BigEndian.AppendUint16(b, e.ID)
		b = binary.BigEndian.AppendUint32(b, e.Value)
	}
	return b
}

func parseSettings(payload []byte) []Setting {
	entries := make([]Setting, 0, len(payload)/6)
	for ; len(payload) >= 6; payload = payload[6:] {
		entries = append(entries, Setting{binary.BigEndian.Uint16(payload), binary.BigEndian.Uint32(payload[2:])})
	}
	return entries
}

// invalid reports which error of the connection a peer's entry is, 0 for none.
func (e Setting) invalid(fromServer bool) Code {
	switch e.ID {
	case SettingEnablePush:
		if e.Value > 1 || fromServer && e.Value != 0 {
			return ProtocolError
		}
	case SettingInitialWindowSize:
		if e.Value > maxWindow {
			return FlowControlError
		}
	case SettingMaxFrameSize:
		if e.Value < 16384 || e.Value > 1<<24-1 {
			return ProtocolError
		}
	case SettingEnableConnect:
		if e.Value > 1 {
			return ProtocolError
		}
	}
	return NoError
}
