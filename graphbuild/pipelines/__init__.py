"""The trained spaCy pipelines that ship, and the component that ends sentences at paragraphs."""
