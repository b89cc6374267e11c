"""Setting a partnership up: its details, its partners, a file of partners, its powers. For facilitators."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from facilitation.models import Upload
from facilitation.setup_forms import (
    FindPowersForm,
    NarrowForm,
    PartnerForm,
    PartnershipForm,
    PowerForm,
    RowsForm,
    Successors,
    TickedPowersForm,
    UploadForm,
)
from partnerships import rules
from partnerships.forming import add_own_power, change_partnership, retire_powers, reword_power
from partnerships.importing import ATTRIBUTION, REGISTER, ImportRefused, preview, read, template
from partnerships.joining import (
    choose_powers,
    counted,
    import_partners,
    life_of,
    put_back_power,
    save_partner,
)
from partnerships.models import Actor, CataloguePower, Partner, Partnership, Power, Round
from partnerships.text import clean_line
from partnerships.views.access import go, seated
from partnerships.vocabulary import Capacity

# --- The partnership and its partners -----------------------------------------------------------


@seated(rules.may_facilitate, before_first_round=True)
def partnership_edit(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    # A copy of its own: what cannot be saved must not show in the page's frame.
    partnership = Partnership.objects.get(pk=actor.partnership.pk)
    form = PartnershipForm(request.POST or None, instance=partnership)
    if request.method == "POST" and form.is_valid():
        change_partnership(form.instance, by=actor)
        messages.success(request, "The details are changed.")
        return go(actor, "partners")
    context = {"title": "Details of the partnership", "form": form}
    return render(request, "facilitation/setup_partnership.html", context)


@seated(rules.may_facilitate, before_first_round=True)
def partners(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    rows = list(actor.partnership.partners.prefetch_related("successions__successor"))
    context = {
        "title": "Partners",
        "partners": [(partner, life_of(partner)) for partner in rows],
        "consents": sum(partner.consent_required for partner in rows),
        "bodies": sum(partner.capacity != Capacity.COUNTERPART for partner in rows),
    }
    return render(request, "facilitation/partners.html", context)


@seated(rules.may_facilitate, before_first_round=True)
def partner_add(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    return _partner(request, actor, Partner(partnership=actor.partnership), "Add a partner")


@seated(rules.may_facilitate, before_first_round=True)
def partner_edit(request: HttpRequest, actor: Actor, round_: Round | None, partner: int) -> HttpResponse:
    found = get_object_or_404(actor.partnership.partners, pk=partner)
    return _partner(request, actor, found, found.name)


def _partner(request: HttpRequest, actor: Actor, partner: Partner, title: str) -> HttpResponse:
    form = PartnerForm(request.POST or None, instance=partner)
    initial = [{"successor": row.successor_id, "share": row.share} for row in _successions(partner)]
    successors = Successors(
        request.POST or None, initial=initial, prefix="successors", form_kwargs={"partner": partner}
    )
    if request.method == "POST" and form.is_valid() and successors.is_valid():
        saved = save_partner(form.instance, successors=successors.shares, by=actor)
        messages.success(request, f"{saved.name} is saved.")
        return go(actor, "partners")
    context = {"title": title, "form": form, "formset": successors, "partner": partner}
    return render(request, "facilitation/partner.html", context)


def _successions(partner: Partner) -> Any:
    return partner.successions.order_by("pk") if partner.pk else ()


# --- A file of partners -------------------------------------------------------------------------


@seated(rules.may_facilitate, before_first_round=True)
def partners_template(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="partners.csv"'}
    return HttpResponse(template(), content_type="text/csv; charset=utf-8", headers=headers)


@seated(rules.may_facilitate, before_first_round=True)
def partners_import(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        mine = Upload.objects.filter(partnership=actor.partnership, uploaded_by=actor.person)
        mine.delete()
        name = clean_line(request.FILES["file"].name)[:200]
        upload = Upload.objects.create(
            partnership=actor.partnership,
            uploaded_by=actor.person,
            name=name,
            content=form.cleaned_data["file"],
        )
        return go(actor, "partners-import-preview", upload.pk)
    context = {"title": "Bring in partners from a file", "form": form, "attribution": ATTRIBUTION}
    return render(request, "facilitation/import.html", context)


@seated(rules.may_facilitate, before_first_round=True)
def partners_import_preview(
    request: HttpRequest, actor: Actor, round_: Round | None, upload: int
) -> HttpResponse:
    """What is narrowed down stands in the address; what is ticked is posted."""
    mine = Upload.objects.filter(partnership=actor.partnership, uploaded_by=actor.person)
    found = get_object_or_404(mine, pk=upload)
    sheet = read(bytes(found.content))
    narrow = NarrowForm(request.GET, filters=sheet.filters())
    narrowed = narrow.narrowed(sheet) if narrow.is_valid() else sheet
    shown = preview(narrowed, actor.partnership)
    form = RowsForm(request.POST if request.method == "POST" else None, preview=shown)
    if request.method == "POST" and form.is_valid():
        try:
            imported = import_partners(shown, form.cleaned_data["rows"], file_name=found.name, by=actor)
        except ImportRefused as refusal:
            form.add_error("rows", str(refusal))
        else:
            found.delete()
            messages.success(request, f"{counted(len(imported.created), 'partner')} brought in.")
            return go(actor, "partners")
    context = {
        "title": "Look through the file",
        "upload": found,
        "narrow": narrow,
        "form": form,
        "preview": shown,
        "ticked": _ticked(request, shown),
        "is_register": sheet.kind == REGISTER,
        "choose_first": sheet.kind == REGISTER and not narrowed.narrowing,
        "attribution": ATTRIBUTION,
    }
    return render(request, "facilitation/import_preview.html", context)


def _ticked(request: HttpRequest, shown: Any) -> set[str]:
    if request.method == "POST":
        return set(request.POST.getlist("rows"))
    return {str(number) for number in shown.selected}


# --- Powers -------------------------------------------------------------------------------------


@seated(rules.may_facilitate, before_first_round=True)
def powers(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    on_list = actor.partnership.powers.discussed().order_by("area", "order", "id")
    off_list = actor.partnership.powers.exclude(retired_at=None)
    context = {"title": "Powers we discuss", "powers": on_list, "retired": off_list}
    return render(request, "facilitation/powers.html", context)


@seated(rules.may_facilitate, before_first_round=True)
def powers_choose(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    """Ticks are posted with every search, so that none is lost by looking for another."""
    here = actor.partnership.powers.discussed().values("code")
    offered = CataloguePower.objects.exclude(code__in=here)
    find = FindPowersForm(request.POST or None, areas=_areas(actor))
    form = TickedPowersForm(request.POST if "copy" in request.POST else None, offered=offered)
    if form.is_valid():
        added = choose_powers(form.cleaned_data["powers"], by=actor)
        messages.success(request, f"{counted(len(added), 'power')} put on the list.")
        return go(actor, "powers")
    shown = _found_powers(offered, find)
    ticked = set(request.POST.getlist("powers"))
    context = {
        "title": "Choose powers from the catalogue",
        "find": find,
        "form": form,
        "shown": shown.order_by("area", "order"),
        "ticked": ticked,
        "kept": [number for number in ticked - {str(power.pk) for power in shown} if number.isdecimal()],
        "total": CataloguePower.objects.count(),
        "left": offered.count(),
        "as_at": CataloguePower.objects.values_list("as_at", flat=True).order_by("-as_at").first(),
    }
    return render(request, "facilitation/powers_choose.html", context)


def _found_powers(offered: Any, find: FindPowersForm) -> Any:
    wanted = find.cleaned_data if find.is_valid() else {}
    for word in wanted.get("q", "").split():
        offered = offered.filter(
            Q(title__icontains=word) | Q(holder__icontains=word) | Q(notes__icontains=word)
        )
    if wanted.get("area"):
        offered = offered.filter(area=wanted["area"])
    return offered.filter(level=wanted["level"]) if wanted.get("level") else offered


@seated(rules.may_facilitate, before_first_round=True)
def power_add(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    form = PowerForm(request.POST or None, instance=Power(partnership=actor.partnership))
    if request.method == "POST" and form.is_valid():
        power = add_own_power(form.instance, by=actor)
        messages.success(request, f"“{power.title}” is on the list.")
        return go(actor, "powers")
    context = {"title": "Add a power of your own", "form": form, "areas": _areas(actor)}
    return render(request, "facilitation/power.html", context)


@seated(rules.may_facilitate, before_first_round=True)
def power_edit(request: HttpRequest, actor: Actor, round_: Round | None, power: int) -> HttpResponse:
    found = get_object_or_404(
        actor.partnership.powers.discussed().select_related("catalogue_power"), pk=power
    )
    form = PowerForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        reword_power(form.instance, by=actor)
        messages.success(request, f"“{form.instance.title}” is saved.")
        return go(actor, "powers")
    context = {"title": "Reword a power", "form": form, "power": found, "areas": _areas(actor)}
    return render(request, "facilitation/power.html", context)


def _areas(actor: Actor) -> list[str]:
    """The areas that are in use here or in the catalogue."""
    used = actor.partnership.powers.order_by().values_list("area", flat=True)
    return sorted({*used, *CataloguePower.objects.order_by().values_list("area", flat=True)})


@seated(rules.may_facilitate, before_first_round=True)
def powers_retire(request: HttpRequest, actor: Actor, round_: Round | None) -> HttpResponse:
    on_list = actor.partnership.powers.discussed()
    form = TickedPowersForm(request.POST if request.method == "POST" else None, offered=on_list)
    if request.method == "POST" and form.is_valid():
        ticked = list(form.cleaned_data["powers"])
        retire_powers(ticked, by=actor)
        messages.success(request, f"{counted(len(ticked), 'power')} taken off the list.")
        return go(actor, "powers")
    context = {
        "title": "Take powers off the list",
        "form": form,
        "powers": on_list.order_by("area", "order", "id"),
        "ticked": set(request.POST.getlist("powers")),
    }
    return render(request, "facilitation/powers_retire.html", context)


@seated(rules.may_facilitate, before_first_round=True)
@require_POST
def power_put_back(request: HttpRequest, actor: Actor, round_: Round | None, power: int) -> HttpResponse:
    found = get_object_or_404(actor.partnership.powers, pk=power)
    put_back_power(found, by=actor)
    messages.success(request, f"“{found.title}” is on the list again.")
    return go(actor, "powers")
