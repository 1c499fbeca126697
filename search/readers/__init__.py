"""Readers answer from one published generation."""
