"""Questions with a published benchmark. What the source did not publish is None, in the words of the source."""

from facilitation.polls.bank.question import NOT_PUBLISHED, Question, options

GROUP = "With a published benchmark"
SUMMIT = (
    "An audience of council chief executives at a SOLACE summit, reported by Grant Thornton, “Making devolution work”, "
    "October 2015. The number of voters was not published."
)
SURVEY = "Councils surveyed by Localis for Grant Thornton, “Making devolution work”, 2015. One figure was published."

PUBLISHED = (
    Question(
        "POLL-01",
        "Where are we on devolution?",
        "single",
        GROUP,
        options(
            ("A deal is already in place", 5),
            ("Firm proposals, and talks with government under way", 42),
            ("Proposals exist, with little or no talk with government", 12),
            ("Outline ideas, short of agreement or evidence", 18),
            ("Still working it out", 9),
            ("Watching to see what happens", 11),
            ("Not interested", 3),
        ),
        SUMMIT,
    ),
    Question(
        "POLL-02",
        "What has been hardest so far?",
        "single",
        GROUP,
        options(
            ("Getting the right partnership", 26),
            ("How it would be governed", 27),
            ("Capacity to take part", 15),
            ("Building the evidence", 9),
            ("Managing expectations", 9),
            ("Something else", 14),
        ),
        SUMMIT,
    ),
    Question(
        "POLL-03",
        "How strong is agreement across this partnership?",
        "single",
        GROUP,
        options(("Strong", 8), ("Strong enough", 19), ("Partial", 24), ("Fragile", 37), ("Illusory", 12)),
        SUMMIT,
    ),
    Question(
        "POLL-04",
        "Who is really driving this?",
        "single",
        GROUP,
        options(
            ("Officers", "just over a third"),
            ("Elected or board members", NOT_PUBLISHED),
            ("Both evenly", NOT_PUBLISHED),
            ("Someone outside", NOT_PUBLISHED),
            ("Hard to say", NOT_PUBLISHED),
        ),
        SUMMIT,
    ),
    Question(
        "POLL-05",
        "How clear is what government expects?",
        "single",
        GROUP,
        options(
            ("Very clear", NOT_PUBLISHED),
            ("Somewhat clear", "about half"),
            ("Not very clear", NOT_PUBLISHED),
            ("Not at all clear", NOT_PUBLISHED),
        ),
        SUMMIT,
    ),
    Question(
        "POLL-06",
        "Which local services are hardest to involve?",
        "several",
        GROUP,
        options(
            ("Health", "more than half"),
            ("Police", NOT_PUBLISHED),
            ("Fire", NOT_PUBLISHED),
            ("Schools, colleges and universities", NOT_PUBLISHED),
            ("Business", NOT_PUBLISHED),
            ("Voluntary and community", NOT_PUBLISHED),
            ("Districts or parishes", NOT_PUBLISHED),
            ("Neighbouring areas", NOT_PUBLISHED),
            ("National agencies", NOT_PUBLISHED),
        ),
        SUMMIT,
    ),
    Question(
        "POLL-07",
        "How settled is our economic geography?",
        "single",
        GROUP,
        options(
            ("Clear, evidenced and unlikely to change", 40),
            ("Clear and evidenced, others may join later", 30),
            ("Partly evidenced", "not published (the rest is 30 in all)"),
            ("Disputed", "not published (the rest is 30 in all)"),
        ),
        SUMMIT,
    ),
    Question(
        "POLL-08",
        "Are our talks with government constructive?",
        "single",
        GROUP,
        options(("Yes", 72), ("No", NOT_PUBLISHED)),
        SURVEY,
    ),
    Question(
        "POLL-09",
        "Is our area a real functional area?",
        "single",
        GROUP,
        options(("Yes", 74), ("No", NOT_PUBLISHED)),
        SURVEY,
    ),
    Question(
        "POLL-10",
        "Are our talks with neighbouring areas constructive?",
        "single",
        GROUP,
        options(("Yes", "about two thirds"), ("No", NOT_PUBLISHED)),
        SURVEY,
    ),
    Question(
        "POLL-11",
        "Would we accept a combined body as a step on the way?",
        "single",
        GROUP,
        options(("Yes", 82), ("No", NOT_PUBLISHED)),
        SURVEY,
    ),
    Question(
        "POLL-12",
        "Do we believe that new ways of working are vital to government?",
        "single",
        GROUP,
        options(("Yes", "about one in nine"), ("No", NOT_PUBLISHED)),
        SURVEY,
    ),
)
