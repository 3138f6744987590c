"""The API: every step of every workflow, the cases, the register and what is new, over HTTP."""
