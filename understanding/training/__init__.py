"""How the weights in `understanding/model` are made from the sentences in `data/nlu`. The running bot needs none of it.

`languages` runs in the project's own environment. `encoder` and `rules` need one of their own (see `encoder`).
"""
