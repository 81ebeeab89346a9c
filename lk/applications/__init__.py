"""Applications for a connection to the grid (manual 4.6).

The heart is pure: `catalogue` says what is asked for each kind, `values` reads and shows one
answer, `steps` computes the path from the answers, `rules` knows statuses and limits, `number`
makes and reads an application's number, `names` compares names for «Проверить заявку».
Forms, models, services and routes stand upon it.
"""
