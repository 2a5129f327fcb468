"""Guidens vyer: det som förbundet har beslutat visas, och det som det inte har är inte med."""

from macros.views import datum, guide
from tests.rader import Rad, context_of, förbund, insatstyp, register_of
from tests.vyer import ROOT_URL, tree, words


def dag(id_: str, whose: str, **fields: object) -> Rad:
    return Rad({"id": id_, "förbund": whose, "vad": f"Dagen {id_}.", "dag": "03-31"} | fields)


def test_the_rules_of_a_place_are_shown_with_the_kind_they_apply_to() -> None:
    rules = [
        Rad({"id": "hel", "står_i": "budget", "rubrik": "Hel eller del", "regel": "Hela kostnaden."}),
        Rad({"id": "lon", "står_i": "budget", "rubrik": "Lön", "regel": "Ersätts inte.", "typ": "esf"}),
        Rad({"id": "skriv-under", "står_i": "underskrifter", "regel": "Två skriver under."}),
    ]
    context = context_of(register_of(dokumentregler=rules, insatstyper=[insatstyp("esf")]))
    assert words(tree(guide.regler(context, ROOT_URL, "budget"))) == (
        "Hel eller del. Hela kostnaden. Källa: Lön. Ersätts inte. Gäller bara typen esf insats. Källa:"
    )
    assert words(tree(guide.regler(context, ROOT_URL, "underskrifter"))) == "Två skriver under. Källa:"


def test_a_kind_without_a_description_is_not_told_about() -> None:
    kinds = [insatstyp("förstudie", beskrivning="Prövar en idé."), insatstyp("esf")]
    page = tree(guide.insatstyper(context_of(register_of(insatstyper=kinds)), ROOT_URL))
    assert words(page) == "Typen förstudie Prövar en idé. Källa:"


def test_a_role_page_has_no_headings_over_nothing() -> None:
    role = Rad({"id": "ledare", "namn": "Ledare", "vad": "Leder.", "tilltal": "Jag leder"})
    context = context_of(register_of(roller=[role]))
    page = tree(guide.roll_page(context, context.register.guide.roller[0]).html)
    assert [words(heading) for heading in page.iter("h2", "h3")] == ["Källa"]


def test_the_title_of_a_step_says_its_number() -> None:
    step = Rad({"id": "pengar", "namn": "Begära ut pengar", "del": "genomför", "kort": "Skicka fakturan.", "vad": "V."})
    role = Rad({"id": "ledare", "namn": "Ledare", "vad": "Leder."})
    step |= {"resultat": "R.", "roller": [{"roll": "ledare", "gör": "skickar"}]}
    context = context_of(register_of(roller=[role], steg=[step]))
    page = guide.steg_page(context, context.register.guide.steg[0])
    assert (page.title, page.description, page.lead) == (
        "Steg 1: Begära ut pengar",
        "Steg 1: Skicka fakturan.",
        "Skicka fakturan.",
    )


def test_the_documents_of_a_step_are_links_under_what_to_have_ready() -> None:
    step = Rad({"id": "rapport", "namn": "Skriv", "del": "avsluta", "kort": "K.", "vad": "V.", "resultat": "R.", "roller": []})
    step |= {"ha_redo": ["underlaget"], "dokument": [{"namn": "Mall", "länk": "/dokument/slutrapport.docx"}]}
    context = context_of(register_of(roller=[Rad({"id": "ledare", "namn": "L", "vad": "V."})], steg=[step]))
    page = tree(guide.steg_page(context, context.register.guide.steg[0]).html)
    links = page.xpath("//h2[@id='ha-redo']/following::ul[2]/li/a")
    assert [(link.get("href"), words(link)) for link in links] == [("../../../dokument/slutrapport.docx", "Mall (Word)")]


def test_a_role_date_keeps_its_sentence_whole_beside_the_day() -> None:
    """Radens rutnät har två delar: dagen och meningen. En länk till ordlistan får inte bli en tredje."""
    role = Rad({"id": "ledare", "namn": "Ledare", "vad": "Leder.", "tilltal": "Jag leder"})
    context = context_of(register_of(roller=[role], arshjul=[dag("egen", "alfa") | {"roller": ["ledare"]}]))
    page = tree(guide.roll_page(context, context.register.guide.roller[0]).html)
    [row] = page.xpath("//ul[contains(@class, 'dates')]/li")
    assert [(part.tag, words(part)) for part in row] == [("time", "31 mars 2027"), ("span", "Dagen egen.")]


def test_own_days_and_the_days_of_others_stand_apart() -> None:
    both = register_of(forbund=[förbund("alfa", "värd"), förbund("beta")], arshjul=[dag("egen", "alfa"), dag("annans", "beta")])
    own, others = (words(tree(view(context_of(both), ROOT_URL))) for view in (datum.datum, datum.andras_datum))
    assert "Dagen egen." in own and "Dagen annans." not in own
    assert others.startswith("Förbundet beta") and "Dagen annans." in others and "Dagen egen." not in others
    none = context_of(register_of())
    assert words(tree(datum.datum(none, ROOT_URL))) == words(tree(datum.andras_datum(none, ROOT_URL))) == ""


def test_the_line_through_the_lanes_changes_lane_between_the_steps():
    """I ett steg går linjen bara i banan för den som har huvudansvaret. Så korsar den ingen annans ring."""
    leads = [0, 5, 0, 6]
    lines = [[tuple(map(int, point.split(","))) for point in guide._line(leads, place).split()] for place in range(len(leads))]
    assert lines[0] == [(1, 1), (1, 2), (11, 2)] and lines[-1] == [(13, 0), (13, 1)]
    for lead, line in zip(leads, lines, strict=True):
        assert {x for x, y in line if y < 2} == {2 * lead + 1}
    assert [line[-1][0] for line in lines[:-1]] == [line[0][0] for line in lines[1:]]
