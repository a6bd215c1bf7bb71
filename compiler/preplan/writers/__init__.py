"""Write a document as files: each module here is one format."""
