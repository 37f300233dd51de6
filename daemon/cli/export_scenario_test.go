package cli

// WorldOf is the world that a scenario file tells of.
var WorldOf = worldOf
