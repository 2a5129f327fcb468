"""Verktygen runt huset: installationen, låsfilerna och mätningen."""
