"""Word documents (.docx): what is printed, in reading order, with the numbers Word computes."""

from index.extract.docx.document import extract_docx

__all__ = ["extract_docx"]
