-- A call to a visible number is found by its channel in a journal of any age: the facts of one have the channel's id as their code.
CREATE INDEX journal_returned ON journal (json_extract(CAST(body AS TEXT), '$.code')) WHERE kind IN
	('returned', 'returned_agent', 'returned_talk', 'returned_word', 'returned_lost', 'returned_over');
