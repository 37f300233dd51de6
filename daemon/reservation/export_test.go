package reservation

// FirstRecipe gives the texts of which the first recipe's keys are made.
func FirstRecipe(text string) (name, address string) { return name1(text), address1(text) }
