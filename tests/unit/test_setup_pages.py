"""Creating a partnership and setting it up: details, partners and who follows them, a file of partners, powers."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from facilitation.models import Upload
from partnerships import forming, joining
from partnerships.importing import preview, read
from partnerships.models import (
    CataloguePower,
    Event,
    Membership,
    Partner,
    Partnership,
    Person,
    Power,
    Succession,
)
from partnerships.rulings import Refused
from partnerships.vocabulary import Capacity, PartnerStatus, PartnerType, PowerLevel, Role
from tests import build

pytestmark = [pytest.mark.django_db, pytest.mark.once]

OWN = (
    b"Name,Type,Ends,Successor\n"
    b"North Council,Unitary council,1 April 2028,New North Council\n"
    b"New North Council,Unitary council,,\n"
    b"Old Council,District or borough council,1 April 2020,New North Council\n"
    b",Unitary council,,\n"
)
REGISTER = (
    b"local-authority-code,official-name,local-authority-type,county-la,region,current-authority\n"
    b"SHI,Shire County Council,CTY,,South,TRUE\n"
    b"HILL,Hill District Council,NMD,SHI,South,TRUE\n"
    b"TOWN,Town Council,UA,,South,TRUE\n"
    b"GONE,Gone District Council,NMD,SHI,South,FALSE\n"
)
SEAT_PAGES = (
    "partnership-edit",
    "partners",
    "partner-add",
    "partners-import",
    "partners-template",
    "powers",
    "powers-choose",
    "power-add",
    "powers-retire",
)


@pytest.fixture
def table():
    return build.partnership("AB")


@pytest.fixture
def host(client, table):
    """The facilitator's browser."""
    client.force_login(table.facilitator.person)
    return client


@pytest.fixture
def catalogue(db):
    """Two powers of one area and one of another; the last needs confirming."""
    CataloguePower.objects.all().delete()
    rows = [
        ("BUS-01", "Bus franchising", "Transport", PowerLevel.FOUNDATION, False),
        ("BUS-02", "Bus fares", "Transport", PowerLevel.MAYORAL, False),
        ("SKL-01", "Adult skills", "Skills", PowerLevel.FOUNDATION, True),
    ]
    return CataloguePower.objects.bulk_create(
        CataloguePower(
            code=code,
            title=title,
            area=area,
            level=level,
            confirm_locally=check,
            as_at=dt.date(2026, 11, 1),
            order=order,
            source_url="https://example.org/source",
        )
        for order, (code, title, area, level, check) in enumerate(rows, 1)
    )


def page(table, name, *args):
    return reverse(name, args=(table.partnership.slug, "facilitator", *args))


def partner_fields(**given):
    fields = {
        "name": "New Council",
        "short_name": "New",
        "type": PartnerType.UNITARY,
        "tier": "",
        "capacity": Capacity.PROSPECTIVE,
        "status": PartnerStatus.INVITED,
        "successors-TOTAL_FORMS": "2",
        "successors-INITIAL_FORMS": "0",
    }
    return {**fields, **given}


# --- Who gets in --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SEAT_PAGES)
def test_only_facilitators_set_a_partnership_up(client, table, name):
    for actor in table.a.actors:
        client.force_login(actor.person)
        own = reverse(name, args=(table.partnership.slug, actor.seat))
        assert client.get(own).status_code == 403
        assert client.get(page(table, name)).status_code == 404
    client.force_login(table.facilitator.person)
    assert client.get(page(table, name)).status_code == 200


def test_verbs_refuse_whoever_is_no_facilitator(table, catalogue):
    lead, power = table.a.lead, table.powers[0]
    shown = preview(read(OWN), table.partnership)
    for verb in (
        lambda: joining.save_partner(table.a.partner, successors={}, by=lead),
        lambda: joining.import_partners(shown, [2], file_name="x.csv", by=lead),
        lambda: joining.choose_powers(catalogue, by=lead),
        lambda: joining.put_back_power(power, by=lead),
    ):
        with pytest.raises(Refused):
            verb()
    assert Partner.objects.count() == 2


def test_nothing_of_another_partnership_can_be_reached(host, table):
    other = build.partnership("D", slug="elsewhere")
    for name, number in (
        ("partner-edit", other.d.partner.pk),
        ("power-edit", other.powers[0].pk),
        ("power-put-back", other.powers[0].pk),
    ):
        assert host.post(page(table, name, number)).status_code == 404
    host.post(page(table, "powers-retire"), {"powers": [other.powers[0].pk]})
    assert Power.objects.get(pk=other.powers[0].pk).retired_at is None
    planted = partner_fields(**{"successors-0-successor": other.d.partner.pk, "successors-0-share": 100})
    host.post(page(table, "partner-edit", table.a.partner.pk), planted)
    assert not Succession.objects.exists()


def test_a_partner_that_nobody_has_invited_is_not_called_invited(client, table):
    bare = Partner(name="New Council", short_name="New", type=PartnerType.UNITARY)
    forming.add_partner(bare, by=table.facilitator)
    client.force_login(table.facilitator.person)
    shown = client.get(page(table, "partners")).content.decode()
    assert "Prospective constituent. Not joined yet" in shown and "Invited" not in shown
    assert (
        'New Council<span class="rt-muted"> · not joined yet</span>'
        in client.get(page(table, "desk")).content.decode()
    )


def test_the_lines_of_who_follows_a_partner_have_names_of_their_own(client, table):
    client.force_login(table.facilitator.person)
    shown = client.get(page(table, "partner-add")).content.decode()
    for name in ("Followed by", "Share"):
        for line in (1, 2):
            assert f'{name}<span class="govuk-visually-hidden">, line {line}</span>' in shown


# --- Site administrators ------------------------------------------------------------------------

NEW = {
    "name": "Far West",
    "slug": "far-west",
    "place": "The Far West",
    "facilitator_name": "Fay Cilly",
    "facilitator_email": "Fay@West.example.org",
}


def test_a_site_administrator_creates_a_partnership_with_its_first_facilitator(client, table, mailoutbox):
    client.force_login(table.administrator)
    assert client.post(reverse("site-new"), NEW).url == reverse("site")
    place = Membership.objects.get(partnership__slug="far-west")
    assert (place.person.email, place.role) == ("fay@west.example.org", Role.FACILITATOR)
    [mail] = mailoutbox
    assert mail.to == ["fay@west.example.org"] and "Far West" in mail.subject
    # The account is ready: a code can be asked for.
    client.logout()
    client.post(reverse("account_request_login_code"), {"email": "fay@west.example.org"})
    assert len(mailoutbox) == 2


def test_where_no_mail_is_set_up_nobody_is_said_to_have_been_told(client, table, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    client.force_login(table.administrator)
    fay = {"name": "Fay Cilly", "email": "fay@west.example.org"}
    for answer in (
        client.post(reverse("site-new"), NEW, follow=True),
        client.post(reverse("site-appoint", args=(table.partnership.slug,)), fay, follow=True),
    ):
        shown = answer.content.decode()
        assert "No mail is set up here" in shown and "was told by e-mail" not in shown


def test_a_site_administrator_who_has_a_seat_is_led_into_the_partnership(client, table):
    client.force_login(table.administrator)
    own = {**NEW, "facilitator_email": table.administrator.email}
    other = {**NEW, "slug": "other", "name": "Other", "facilitator_email": "fay@west.example.org"}
    desk = reverse("desk", args=("far-west", "facilitator"))
    told = client.post(reverse("site-new"), own, follow=True).content.decode()
    assert f'href="{desk}">Open Far West</a>' in told
    assert "Open Other" not in client.post(reverse("site-new"), other, follow=True).content.decode()
    listed = client.get(reverse("site")).content.decode()
    assert f'href="{desk}">Far West</a>' in listed
    assert "/p/other/" not in listed and f"/p/{table.partnership.slug}/" not in listed


def test_a_site_administrator_mends_a_wrong_address_by_appointing_another_facilitator(
    client, table, mailoutbox
):
    client.force_login(table.administrator)
    where = reverse("site-appoint", args=(table.partnership.slug,))
    assert where in client.get(reverse("site")).content.decode()
    assert "ends that role" in client.get(where).content.decode()
    for _ in range(2):
        client.post(where, {"name": "Fay Cilly", "email": "Fay@West.example.org"})
    place = Membership.objects.get(person__email="fay@west.example.org")
    assert (place.partnership, place.partner, place.role) == (table.partnership, None, Role.FACILITATOR)
    line = Event.objects.get(verb="facilitator appointed")
    assert (line.group, line.text) == (True, "Made Fay Cilly a facilitator")
    assert line.seat_name == "Site administrator"
    [mail] = mailoutbox
    assert mail.to == ["fay@west.example.org"] and table.partnership.name in mail.subject


def test_nobody_else_appoints_a_facilitator_and_nobody_for_the_example(client, table):
    fay = build.person("Fay Cilly")
    for actor in table.everybody:
        with pytest.raises(Refused, match="Only a site administrator"):
            forming.appoint(table.partnership, facilitator=fay, by=actor.person)
    client.force_login(table.facilitator.person)
    where = reverse("site-appoint", args=(table.partnership.slug,))
    assert client.post(where, {"name": "Fay", "email": "f@west.example.org"}).status_code == 404
    Partnership.objects.filter(pk=table.partnership.pk).update(is_example=True)
    table.partnership.refresh_from_db()
    with pytest.raises(Refused, match="worked example"):
        forming.appoint(table.partnership, facilitator=fay, by=table.administrator)
    client.force_login(table.administrator)
    assert client.get(where).status_code == 404


def test_site_administrators_see_nothing_inside(client, table):
    table.a.write("hope")
    client.force_login(table.administrator)
    shown = client.get(reverse("site")).content.decode()
    assert table.partnership.name in shown and table.facilitator.person.name in shown
    assert table.a.canary not in shown and table.a.partner.name not in shown and "Power 1" not in shown
    for name in SEAT_PAGES:
        assert client.get(page(table, name)).status_code == 404


def test_the_sites_pages_do_not_exist_for_anybody_else(client, table):
    for person in (table.facilitator.person, table.a.lead.person):
        client.force_login(person)
        assert client.get(reverse("site")).status_code == 404
        assert client.post(reverse("site-new"), NEW).status_code == 404
    client.logout()
    assert client.post(reverse("site-new"), NEW).status_code == 401
    assert not Partnership.objects.filter(slug="far-west").exists()


def test_a_short_name_that_is_taken_is_said_beside_the_field(client, table):
    client.force_login(table.administrator)
    answer = client.post(reverse("site-new"), {**NEW, "slug": table.partnership.slug}).content.decode()
    assert answer.count("Another partnership has this short name") == 2
    assert 'value="Fay Cilly"' in answer
    assert not Person.objects.filter(email="fay@west.example.org").exists()


# --- Details of the partnership -----------------------------------------------------------------


def details(**given):
    fields = {
        "name": "Three Rivers",
        "place": "Here",
        "purpose": "To mend buses.",
        "status": "forming",
        "intended_level": "foundation",
        "horizon_starts_day": "1",
        "horizon_starts_month": "4",
        "horizon_starts_year": "2027",
        "horizon_years": "5",
        "balance_target": "75",
        "balance_band": "10",
        "anonymity_minimum": "5",
        "pre_election_from_day": "",
        "pre_election_to_day": "",
    }
    return {**fields, **given}


def test_the_facilitator_changes_the_details(host, table):
    assert host.post(page(table, "partnership-edit"), details()).status_code == 302
    table.partnership.refresh_from_db()
    assert (table.partnership.purpose, table.partnership.horizon_starts) == (
        "To mend buses.",
        dt.date(2027, 4, 1),
    )
    assert (
        Event.objects.filter(verb="partnership changed", person_id=table.facilitator.person.pk).count() == 1
    )


def test_what_nothing_uses_yet_says_so(host, table):
    shown = host.get(page(table, "partnership-edit")).content.decode()
    apart = shown.index("For workshops and votes")
    assert "Nothing uses them yet." in shown[apart:]
    assert [name for name in details() if f'name="{name}"' in shown[apart:]] == [
        "balance_target",
        "balance_band",
        "anonymity_minimum",
    ]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            {"anonymity_minimum": "4"},
            "Fewest answers ever shown together must be a whole number from 5 to 100",
        ),
        ({"balance_target": "101"}, "Share of effort for relationships must be a whole number from 0 to 100"),
        ({"horizon_years": "many"}, "Years looked ahead must be a whole number from 1 to 30"),
        ({"name": "\u200b"}, "Enter the name of the partnership"),
        ({"horizon_starts_year": "2101"}, "Year one must begin between 2000 and 2100"),
        (
            {"pre_election_to_day": "1", "pre_election_to_month": "5", "pre_election_to_year": "2027"},
            "Enter when the pre-election period begins",
        ),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_in_the_summary(host, table, wrong, sentence):
    answer = host.post(
        page(table, "partnership-edit"), details(purpose="Kept text", **wrong)
    ).content.decode()
    assert answer.count(sentence) == 2
    assert "Kept text" in answer
    before = table.partnership.purpose
    table.partnership.refresh_from_db()
    assert table.partnership.purpose == before


def test_slug_and_example_mark_cannot_be_changed_from_the_page(host, table):
    host.post(page(table, "partnership-edit"), details(slug="stolen", is_example="on"))
    table.partnership.refresh_from_db()
    assert (table.partnership.slug, table.partnership.is_example) == ("three-rivers", False)


# --- Partners -----------------------------------------------------------------------------------


def test_a_partner_is_added_with_who_follows_it(host, table):
    ends = {"ends_day": "1", "ends_month": "4", "ends_year": "2028"}
    follow = {
        "successors-0-successor": table.a.partner.pk,
        "successors-0-share": "60",
        "successors-1-successor": table.b.partner.pk,
        "successors-1-share": "40",
    }
    assert host.post(page(table, "partner-add"), partner_fields(**ends, **follow)).status_code == 302
    shown = host.get(page(table, "partners")).content.decode()
    assert "Ends on 1 April 2028, followed by Partner A (60%) and Partner B (40%)." in shown


def test_a_single_follower_needs_no_share(host, table):
    follow = {"successors-0-successor": table.b.partner.pk}
    host.post(page(table, "partner-add"), partner_fields(**follow))
    assert Succession.objects.get(successor=table.b.partner).share == 100


def test_who_follows_can_be_changed_and_taken_out(host, table):
    joining.save_partner(table.a.partner, successors={table.b.partner: 100}, by=table.facilitator)
    address = page(table, "partner-edit", table.a.partner.pk)
    assert f'<option value="{table.b.partner.pk}" selected>' in host.get(address).content.decode()
    fields = partner_fields(name=table.a.partner.name, short_name="A", status="in")
    host.post(address, {**fields, "successors-0-successor": table.b.partner.pk, "successors-0-share": "30"})
    assert Succession.objects.get().share == 30
    host.post(address, {**fields, "successors-0-successor": ""})
    assert not Succession.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence", "times"),
    [
        ({"name": "partner a"}, "There is a partner of this name already", 2),
        ({"short_name": ""}, "Enter a short name", 2),
        ({"type": ""}, "Choose the kind of organisation", 2),
        ({"gss_code": "E1"}, "GSS code must be one letter and eight figures", 2),
        ({"population": "lots"}, "Population must be a whole number", 2),
        ({"ends_day": "31", "ends_month": "2", "ends_year": "2028"}, "Will end on must be a real date", 2),
        (
            {"successors-0-successor": "A", "successors-0-share": "0"},
            "Share must be a whole number from 1 to 100",
            2,
        ),
        (
            {"successors-0-successor": "A", "successors-1-successor": "B"},
            "The shares of those who follow come to more than 100%",
            1,
        ),
        (
            {"successors-0-successor": "A", "successors-1-successor": "A"},
            "Name each body that follows once only",
            1,
        ),
    ],
)
def test_a_partner_that_cannot_be_is_not_added(host, table, wrong, sentence, times):
    ids = {"A": table.a.partner.pk, "B": table.b.partner.pk}
    answer = host.post(
        page(table, "partner-add"),
        partner_fields(
            **{
                "statutory_limits": "Kept text",
                **{key: ids.get(value, value) for key, value in wrong.items()},
            }
        ),
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count(sentence) == times
    assert "Kept text" in text
    assert Partner.objects.count() == 2


def test_a_partner_cannot_follow_itself(host, table):
    fields = partner_fields(name="Partner A", short_name="A")
    address = page(table, "partner-edit", table.a.partner.pk)
    host.post(address, {**fields, "successors-0-successor": table.a.partner.pk, "successors-0-share": "100"})
    assert not Succession.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, ""),
        ({"starts": dt.date(2000, 1, 1)}, ""),
        ({"starts": dt.date(2999, 1, 1)}, "Will exist from 1 January 2999."),
        ({"ends": dt.date(2000, 1, 1)}, "Ended on 1 January 2000."),
        (
            {"ends": dt.date(2999, 1, 1), "successor_note": "A mayor."},
            "Ends on 1 January 2999. What follows: A mayor.",
        ),
    ],
)
def test_the_life_of_a_partner_in_sentences(table, fields, sentence):
    for name, value in fields.items():
        setattr(table.a.partner, name, value)
    assert joining.life_of(table.a.partner) == sentence


# --- A file of partners -------------------------------------------------------------------------


def upload(host, table, content, name="partners.csv"):
    return host.post(page(table, "partners-import"), {"file": SimpleUploadedFile(name, content)})


def rows_offered(text):
    """Number, whether ticked and whether it can be, of each row of the preview."""
    found = re.findall(r'<input[^>]*name="rows" value="(\d+)"[^>]*>', text)
    tags = re.findall(r'<input[^>]*name="rows"[^>]*>', text)
    return {
        int(number): ("checked" in tag, "disabled" not in tag)
        for number, tag in zip(found, tags, strict=True)
    }


def test_the_template_can_be_filled_in_and_comes_back(host, table):
    answer = host.get(page(table, "partners-template"))
    assert "attachment" in answer.headers["Content-Disposition"]
    shown = host.get(upload(host, table, answer.content).url).content.decode()
    assert "Example Borough Council" in shown


def test_looking_through_brings_nothing_in(host, table):
    answer = upload(host, table, OWN)
    shown = host.get(answer.url).content.decode()
    assert "North Council" in shown and Partner.objects.count() == 2
    # An ended council says so and is not ticked; a row without a name cannot be.
    assert "Ended on 1 April 2020" in shown
    assert rows_offered(shown) == {2: (True, True), 3: (True, True), 4: (False, True), 5: (False, False)}


def test_the_ticked_rows_come_in_with_one_line_of_history_for_the_file(host, table):
    answer = upload(host, table, OWN, name="north\u202e.csv")
    assert host.post(answer.url, {"rows": ["2", "3"]}).url == page(table, "partners")
    north = Partner.objects.get(name="North Council")
    assert [row.successor.name for row in north.successions.all()] == ["New North Council"]
    assert not Partner.objects.filter(name="Old Council").exists()
    event = Event.objects.get(verb="partners imported")
    assert event.text == "Brought in 2 partners from the file north.csv"
    assert not Upload.objects.exists()


def test_a_second_click_finds_the_file_gone_and_adds_nothing(host, table):
    address = upload(host, table, OWN).url
    host.post(address, {"rows": ["2"]})
    assert host.post(address, {"rows": ["2"]}).status_code == 404
    assert Partner.objects.filter(name="North Council").count() == 1


@pytest.mark.parametrize("ticked", [[], ["5"], ["999"], ["x"], ["2", "5"]])
def test_rows_that_cannot_come_in_bring_nothing_in(host, table, ticked):
    address = upload(host, table, OWN).url
    answer = host.post(address, {"rows": ticked})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert Partner.objects.count() == 2


def test_ticks_are_kept_when_something_is_wrong(host, table):
    address = upload(host, table, OWN).url
    shown = host.post(address, {"rows": ["3", "999"]}).content.decode()
    assert rows_offered(shown)[3][0] and not rows_offered(shown)[2][0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04zip", "Excel"),
        (b"Colour,Shape\nred,round\n", "at least Name and Type"),
        (b"x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_what_is_not_a_list_of_partners_is_refused_at_the_door(host, table, content, sentence):
    answer = upload(host, table, content)
    assert answer.content.decode().count(sentence) == 2
    assert not Upload.objects.exists()


def test_nobody_sees_the_file_of_another_facilitator(host, table):
    address = upload(host, table, OWN).url
    other = build.actor(build.person("Second Host"), table.partnership, None, Role.FACILITATOR)
    host.force_login(other.person)
    assert host.get(address).status_code == 404
    assert host.post(address, {"rows": ["2"]}).status_code == 404


def test_a_register_is_narrowed_down_before_it_is_shown(host, table):
    address = upload(host, table, REGISTER).url
    shown = host.get(address).content.decode()
    assert rows_offered(shown) == {} and "Shire County Council" in shown and "by mySociety" in shown
    county = host.get(address, {"counties": "SHI"}).content.decode()
    assert rows_offered(county) == {2: (True, True), 3: (True, True), 5: (False, True)}
    assert rows_offered(host.get(address, {"names": "town council"}).content.decode()) == {4: (True, True)}
    host.post(f"{address}?counties=SHI", {"rows": ["3"]})
    assert Partner.objects.filter(name="Hill District Council").exists()


def test_rows_outside_what_was_narrowed_down_cannot_be_brought_in(host, table):
    address = upload(host, table, REGISTER).url
    assert host.post(f"{address}?counties=SHI", {"rows": ["4"]}).status_code == 200
    assert not Partner.objects.filter(name="Town Council").exists()


def test_who_is_here_already_is_said_and_cannot_be_ticked(host, table):
    address = upload(host, table, b"Name,Type\nPartner A,Unitary council\n").url
    shown = host.get(address).content.decode()
    assert "Already a partner here." in shown
    assert rows_offered(shown) == {2: (False, False)}


# --- Powers -------------------------------------------------------------------------------------


def test_the_catalogue_is_searched_without_losing_ticks(host, table, catalogue):
    franchising, fares, skills = catalogue
    shown = host.get(page(table, "powers-choose")).content.decode()
    assert all(power.title in shown for power in catalogue)
    assert (
        "not legal advice" in shown and "1 November 2026" in shown and "https://example.org/source" in shown
    )
    assert shown.count("<strong>Confirm locally</strong>") == 1
    searched = host.post(
        page(table, "powers-choose"),
        {"q": "bus", "level": PowerLevel.MAYORAL, "powers": [skills.pk, fares.pk]},
    ).content.decode()
    assert "Bus fares" in searched and "Bus franchising" not in searched
    assert f'<input type="hidden" name="powers" value="{skills.pk}">' in searched
    assert re.search(rf'value="{fares.pk}"[^>]* checked', searched)
    assert "1 more is ticked" in searched
    assert not Power.objects.filter(catalogue_power__in=catalogue).exists()


def test_ticked_powers_come_onto_the_list_once_and_with_one_line_of_history(host, table, catalogue):
    for _ in range(2):
        host.post(
            page(table, "powers-choose"), {"powers": [power.pk for power in catalogue[:2]], "copy": "1"}
        )
    assert sorted(Power.objects.filter(catalogue_power__in=catalogue).values_list("code", flat=True)) == [
        "BUS-01",
        "BUS-02",
    ]
    assert Event.objects.get(verb="powers chosen").text == "Put 2 powers from the catalogue on the list"
    shown = host.get(page(table, "powers-choose")).content.decode()
    assert "Adult skills" in shown and "Bus fares" not in shown


@pytest.mark.parametrize("planted", ["x", "-1", "9" * 40, "0"])
def test_planted_numbers_bring_nothing_onto_the_list(host, table, catalogue, planted):
    for name in ("powers-choose", "powers-retire"):
        assert host.post(page(table, name), {"powers": planted, "copy": "1"}).status_code == 200
    assert Power.objects.discussed().count() == len(table.powers)


def test_without_a_catalogue_the_page_says_how_to_get_one(host, table):
    CataloguePower.objects.all().delete()
    assert "load_catalogue" in host.get(page(table, "powers-choose")).content.decode()


def power_fields(**given):
    return {"title": "Ferries", "area": "Transport", "level": PowerLevel.OUTSIDE, **given}


def test_a_power_of_ones_own_gets_a_code(host, table):
    host.post(page(table, "power-add"), power_fields(source_url="example.org/ferries"))
    power = Power.objects.get(title="Ferries")
    assert power.code.startswith("OWN-") and power.source_url == "https://example.org/ferries"


def test_rewording_keeps_the_code(host, table, catalogue):
    [power] = joining.choose_powers(catalogue[:1], by=table.facilitator)
    address = page(table, "power-edit", power.pk)
    assert "BUS-01 stays" in host.get(address).content.decode()
    host.post(address, power_fields(title="Who runs the buses", code="EVIL"))
    power.refresh_from_db()
    assert (power.title, power.code) == ("Who runs the buses", "BUS-01")
    assert "Bus franchising" in host.get(address).content.decode()


def test_a_source_must_be_a_web_address(host, table):
    answer = host.post(page(table, "power-add"), power_fields(source_url="javascript:alert(1)"))
    assert "There is a problem" in answer.content.decode()
    assert not Power.objects.filter(title="Ferries").exists()


def test_powers_come_off_the_list_and_back_again(host, table):
    first, second, third = table.powers
    position = table.a.write("position", power=first)
    host.post(page(table, "powers-retire"), {"powers": [first.pk, second.pk]})
    assert list(Power.objects.discussed()) == [third]
    type(position).objects.get(pk=position.pk)
    assert host.get(page(table, "power-put-back", first.pk)).status_code == 405
    host.post(page(table, "power-put-back", first.pk))
    assert set(Power.objects.discussed()) == {first, third}


def test_taking_off_needs_a_tick(host, table):
    shown = host.post(page(table, "powers-retire"), {}).content.decode()
    assert "Tick at least one power" in shown
    assert Power.objects.discussed().count() == 3


# --- Nothing there yet --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("partners", "No partners yet"),
        ("powers", "No powers yet"),
        ("powers-retire", "No powers on the list"),
        ("people", "No partners yet"),
    ],
)
def test_every_list_says_how_to_begin(client, name, begins):
    bare = build.partnership("", powers=0)
    client.force_login(bare.facilitator.person)
    assert begins in client.get(page(bare, name)).content.decode()


def test_set_up_works_before_the_first_round(client, table):
    table.partnership.rounds.all().delete()
    client.force_login(table.facilitator.person)
    for name in (*SEAT_PAGES, "people", "person-invite"):
        assert client.get(page(table, name)).status_code == 200, name
    assert client.post(page(table, "partner-add"), partner_fields()).status_code == 302
