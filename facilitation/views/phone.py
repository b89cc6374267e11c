"""The phones in the room: the code, the promise, one tap, “Counted.” No account, no name, no session.

Opening a page writes nothing to the database, so whatever opens links of itself takes no seat; the cookie of a seat comes
with the page all the same, so that a vote whose answer got lost and that is sent again is known for the same vote.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from facilitation.live.scenes import own_phone
from facilitation.models import Workshop
from facilitation.polls import ballots, joining
from facilitation.polls.asked import Asked, asked_in
from facilitation.polls.joining import Seat, TooManyWrong
from facilitation.polls.kinds import Typed, Unreadable
from facilitation.polls.scene import Scene, said, scene_of
from facilitation.views.straight import knows_nobody
from facilitation.vocabulary import Body
from partnerships.rulings import Refused
from partnerships.views.access import public

COUNTED = "Counted. You can change it until the facilitator closes."
NO_SEAT = "Not counted yet: this phone has only now taken its seat. Send your answer once more, and allow cookies here if it asks."
NO_SUCH_VOTE = "This vote is not there any more. Look at what is on now."
FROM_ELSEWHERE = "This was sent from another site. Open the page of the workshop and send it from there."


@public
@csrf_exempt
@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """Type the code. Needs no token against forgery: it changes nothing."""
    if request.method != "POST":
        return render(request, "facilitation/phone/join.html", {"title": "Join the workshop"})
    code = joining.clean_code(request.POST.get("code", "")[:40])
    workshop = _workshop(request, code)
    if isinstance(workshop, HttpResponse):
        return workshop
    return redirect("phone", code=workshop.code)


@public
@require_safe
@never_cache
def phone(request: HttpRequest, code: str) -> HttpResponse:
    workshop = _workshop(request, code)
    if isinstance(workshop, HttpResponse):
        return workshop
    seat, poll = _seat(request), workshop.poll
    ballot = ballots.cast_by(poll, seat.token) if seat and poll and _is_of(seat, workshop) else None
    counted = COUNTED if ballot else ""
    chose = said(poll, ballot.choice) if poll and ballot else ""
    return _page(request, scene_of(workshop, ballot), counted=counted, chose=chose)


@public
@knows_nobody
@csrf_exempt
@cache_control(no_store=True)
@require_POST
def vote(request: HttpRequest, code: str) -> HttpResponse:
    """Count an answer. A seat's cookie is never sent along from other sites, so no token against forgery is needed."""
    if not _is_sent_from_here(request):
        return HttpResponse(FROM_ELSEWHERE, status=403, content_type="text/plain; charset=utf-8")
    seat, code = _seat(request), joining.clean_code(code)
    asked = asked_in(code, request.POST.get("poll", ""))
    if asked is None or seat is None or not seat.is_in(asked.workshop_id, code):
        # Somebody who comes in with his vote, or too late: looked at as closely as everybody who comes in.
        workshop = _workshop(request, code)
        if isinstance(workshop, HttpResponse):
            return workshop
        if asked is None:
            return _refusal(request, Scene(workshop), NO_SUCH_VOTE, status=409)
    return _answer(request, seat, asked, code)


def _answer(request: HttpRequest, seat: Seat | None, asked: Asked, code: str) -> HttpResponse:
    typed = asked.kind.typed(request.POST, asked.keys)
    try:
        answer = _count(request, seat, asked, typed)
    except (Unreadable, Refused) as problem:
        return _not_counted(request, asked, typed, problem)
    if _is_script(request):
        return JsonResponse({"counted": COUNTED, "chose": asked.said(answer)})
    return redirect("phone", code=code)


def _count(request: HttpRequest, seat: Seat | None, asked: Asked, typed: Typed) -> str:
    """The answer as its ballot holds it. Whoever has no seat gets one first, or a lost answer would count twice."""
    answer = asked.kind.write(typed, asked.keys)
    if seat is None or seat.workshop != asked.workshop_id:
        raise Unreadable(NO_SEAT)
    ballots.cast(asked, seat.token, answer, body=_body(request, asked))
    return answer


def _body(request: HttpRequest, asked: Asked) -> str:
    body = request.POST.get("body", "")
    return body if asked.asks_body and body in Body.values else ""


def _not_counted(request: HttpRequest, asked: Asked, typed: Typed, problem: Exception) -> HttpResponse:
    """Back to the question with everything that was typed; or, if it is closed, with the words to keep."""
    workshop = Workshop.objects.select_related("round__partnership").get(pk=asked.workshop_id)
    is_on = asked.pk == workshop.poll_id and isinstance(problem, Unreadable)
    scene = Scene(workshop, typed=typed, body=_body(request, asked)) if is_on else Scene(workshop)
    kept = "" if is_on or not asked.kind.written else "".join(typed.values())
    return _refusal(request, scene, str(problem), status=422 if is_on else 409, kept=kept)


def _refusal(
    request: HttpRequest, scene: Scene, sentence: str, *, status: int, kept: str = ""
) -> HttpResponse:
    if _is_script(request):
        answer = JsonResponse({"error": sentence}, status=status)
        return _with_seat(request, answer, scene.workshop)
    return _page(request, scene, error=sentence, kept=kept, status=status)


def _page(
    request: HttpRequest,
    scene: Scene,
    *,
    status: int = 200,
    error: str = "",
    kept: str = "",
    counted: str = "",
    chose: str = "",
) -> HttpResponse:
    live = own_phone(scene, counted=counted, chose=chose)
    context = {"scene": scene, "workshop": scene.workshop, "live": live, "error": error, "kept": kept}
    page = render(request, "facilitation/phone/page.html", context, status=status)
    return _with_seat(request, page, scene.workshop)


# --- Codes and seats ----------------------------------------------------------------------------


def _workshop(request: HttpRequest, code: str) -> Workshop | HttpResponse:
    """The running workshop with this code, or the page that says why there is none."""
    seat = _seat(request)
    try:
        found = joining.find_workshop(code, address=request.META.get("REMOTE_ADDR", ""), seat=seat)
    except TooManyWrong:
        return _typed_wrong(request, code, joining.TOO_MANY, status=429)
    if found:
        return found
    if ended := _ended(seat):
        return _page(request, Scene(ended), status=410)
    return _typed_wrong(request, code, joining.NO_SUCH_CODE, status=404)


def _ended(seat: Seat | None) -> Workshop | None:
    """Where this phone sat until it was over. Its code is dead, so that does not count as a wrong one."""
    workshops = Workshop.objects.select_related("round__partnership")
    found = workshops.filter(pk=seat.workshop).first() if seat else None
    return found if found and found.is_over else None


def _typed_wrong(request: HttpRequest, code: str, sentence: str, *, status: int) -> HttpResponse:
    context = {"title": "Join the workshop", "error": sentence, "code": joining.clean_code(code)}
    return render(request, "facilitation/phone/join.html", context, status=status)


def _seat(request: HttpRequest) -> Seat | None:
    return joining.seat_in(request.COOKIES.get(joining.COOKIE, ""))


def _is_of(seat: Seat, workshop: Workshop) -> bool:
    return seat.workshop == workshop.pk


def _with_seat(request: HttpRequest, response: HttpResponse, workshop: Workshop) -> HttpResponse:
    seat = _seat(request)
    if workshop.is_running and not (seat and _is_of(seat, workshop)):
        response.set_cookie(
            joining.COOKIE,
            joining.new_seat(workshop).as_cookie(),
            max_age=joining.COOKIE_AGE,
            path=joining.COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _is_script(request: HttpRequest) -> bool:
    return request.META.get("HTTP_ACCEPT", "").startswith("application/json")


def _is_sent_from_here(request: HttpRequest) -> bool:
    if request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.META.get("HTTP_ORIGIN")
    return not origin or origin.partition("://")[2] == request.get_host()
