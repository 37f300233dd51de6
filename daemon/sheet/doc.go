// Package sheet reads the text of lists as offices send them: the alphabet, the line ends, the first line and the
// headings. Leads, registers and the wash read their files through it, so that one file means the same everywhere.
// What it cannot read it says in an office's words.
package sheet
