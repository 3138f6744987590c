"""The program by the clock: ratios measured in one run, because ratios travel between machines and figures do not."""
