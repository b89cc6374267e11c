"""What is talked about: powers copied from the catalogue by their code, and two of the partnership's own."""

FROM_CATALOGUE = (
    *("FIN-02", "FIN-03", "FIN-05", "FIN-09", "LEA-09", "LEA-10"),
    *("TRN-02", "TRN-03", "TRN-10", "TRN-15", "TRN-18", "TRN-24"),
    *("SKL-01", "SKL-05", "SKL-06"),
    *("HSG-01", "HSG-05", "HSG-09", "HSG-12", "HSG-13"),
    *("ECO-02", "ECO-08"),
    *("ENV-08", "ENV-09"),
    *("HLT-06", "HLT-08", "HLT-09"),
    *("SAF-01", "SAF-02", "SAF-05"),
)

ADDED_IN_ROUND_TWO = ("SKL-09",)

OWN = (
    {
        "title": "Leisure centres, parks and play areas",
        "area": "Local services and community life",
        "holder": "District councils and the city council",
        "notes": "Put on the list so that everybody can say plainly what stays local.",
    },
    {
        "title": "Shared help desks in libraries and town halls",
        "area": "Local services and community life",
        "holder": "Every council, each with its own desk",
        "notes": "One counter where a resident can ask any of us anything.",
    },
)
