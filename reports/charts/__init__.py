"""Charts as plain geometry: figures in, places and paths out. Knows no Django.

Every place is in percent of the plot, from its top left corner: the plot is as wide as the screen allows, while its
texts and strokes keep their size. Places are strings, to two decimals, so that no locale writes them with a comma.
"""
