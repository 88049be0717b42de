"""What to ask and where it leads: the pathway graph, the services directory, and the rules that join them.

Pure: values in, values out. No network, no Rasa, no Flask, and no clock but the one handed in.
"""
