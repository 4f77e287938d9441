"""The encoder pipeline: one network for both languages, run by ONNX Runtime, as a spaCy component."""
