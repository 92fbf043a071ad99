"""Files that tests make: Word, PDF and other documents, from parts that the tests write themselves."""
