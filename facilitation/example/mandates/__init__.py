"""Step 1, alone, in round 1: one module a partner."""

from facilitation.example.mandates import city, county, fire, harbour, health_board, moor, police, vale

MANDATES = {
    "county": county.MANDATE,
    "harbour": harbour.MANDATE,
    "moor": moor.MANDATE,
    "vale": vale.MANDATE,
    "city": city.MANDATE,
    "health-board": health_board.MANDATE,
    "police": police.MANDATE,
    "fire": fire.MANDATE,
}
