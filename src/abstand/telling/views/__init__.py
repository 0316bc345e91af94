"""What each page shows, as plain data: the pages, the JSON interface and the published site tell the same."""
