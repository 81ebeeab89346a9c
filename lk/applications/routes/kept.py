"""What was typed before the session ended is shown again, filled in; nothing is executed."""

from flask import current_app, flash
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from lk.applications import service
from lk.applications.forms import read_step, sheet, write_seen
from lk.applications.routes.acts import show_kept_act
from lk.applications.routes.cards import show_kept_question
from lk.applications.routes.correcting import show_kept_correction
from lk.applications.routes.loading import own_editable, step_or_404
from lk.applications.routes.pages import step_page
from lk.web.hypermedia import redirect_to

SIGNED_IN_AGAIN = "Вы снова вошли. Введенное на месте: проверьте его и нажмите «Далее»."
CHOOSE_AGAIN = "Вы снова вошли. Сохраненное на месте, а файлы придется выбрать еще раз."


def show_kept(target: str, fields: MultiDict[str, str]) -> AnyResponse:
    """After a lost session: the page of the POST to `target` with the typed `fields` in place.

    Nothing is executed. Where the address is no step of this consumer's, their list instead.
    """
    try:
        endpoint, args = current_app.url_map.bind("").match(target, method="POST")
        if endpoint == "applications.ask":
            return show_kept_question(args, fields)
        if endpoint == "applications.do_act":
            return show_kept_act(args, fields)
        if endpoint == "applications.send_correction":
            return show_kept_correction(args, fields)
        application = own_editable(args.get("public_id", ""))
        if endpoint == "applications.take_files":
            flash(CHOOSE_AGAIN, "warning")
            return redirect_to("applications.documents", public_id=application.public_id)
        asked = step_or_404(application, args.get("step", ""))
    except HTTPException:
        return redirect_to("applications.index")
    sent, stored = read_step(asked, fields), application.typed
    seen = service.marks(asked.fields, stored) | sent.seen
    form = sheet(application.kind, asked, stored | sent.typed, seen=write_seen(seen))
    return step_page(application, asked, form, notice=SIGNED_IN_AGAIN)
