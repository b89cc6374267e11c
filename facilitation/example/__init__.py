"""The worked example: an invented partnership, written as plain data and built with the verbs that people use.

Every council, board, place and person in it is fictitious. Each module of content holds one step; `build` reads them.
"""
