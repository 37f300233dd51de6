package redis

import _ "embed" // the scripts

//go:embed check.lua
var checkText string

//go:embed write.lua
var writeText string
