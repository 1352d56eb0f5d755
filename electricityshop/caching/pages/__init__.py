"""The page cache: whole answers, HTML and JSON alike, served before Django has begun."""
