"""Who gets what, reviewed by eye: every address and every operation of the house against every kind of person.

A number is the HTTP status, ``in`` the way to the sign-in. What a person may not see does not exist for them
(404); what their office may never do is refused (403); a list of what they may not see is empty (200).

    anon  nobody signed in              own   acts for the enterprise whose rows are asked for
    strg  acts for another enterprise   frgn  holds every office, in another tenant of the same region
    clrk  at the window, no papers      papr  the same clerk with the enterprise's papers in hand
    rev   reviewer of the department that is to act             else  reviewer of a department that is not
    deci  decider of the department     sup   supervisor of the region      far   supervisor of another region
    dsgn  designer of standards and items
"""

from __future__ import annotations

PEOPLE = (
    "anonymous",
    "owner",
    "stranger",
    "foreigner",
    "clerk",
    "papers",
    "reviewer",
    "elsewhere",
    "decider",
    "supervisor",
    "far_supervisor",
    "designer",
)
# Those to whom nothing of the enterprise may show, in whatever they are given.
OUTSIDERS = ("anonymous", "stranger", "foreigner", "elsewhere", "far_supervisor", "designer")

PUBLIC_PAGES = {
    "home",
    "account_login",
    "account_logout",
    "set_language",
    "public:items",
    "public:item",
    "public:bundles",
    "public:bundle",
    "public:verify",
    "public:verified",
    "public:accessibility",
    "public:health",
    "public:styleguide",
    "api:openapi",
    "api:docs",
    "api:api-root",
}
PUBLIC_OPERATIONS = {"search_items", "read_item", "verify_certificate", "read_health"}


def _rows(text: str) -> dict[str, dict[str, str]]:
    """Lines of a name and one answer for each person; the first line is for the reader."""
    read = {}
    for line in text.strip().splitlines()[1:]:
        words = line.split()
        read[" ".join(words[: -len(PEOPLE)])] = dict(zip(PEOPLE, words[-len(PEOPLE) :], strict=True))
    return read


_PAGES = _rows("""
                                          anon own  strg frgn clrk papr rev  else deci sup  far  dsgn
    GET  home                             200  200  200  200  200  200  200  200  200  200  200  200
    GET  start                            in   302  302  302  302  302  302  302  302  302  302  302
    GET  account_login                    200  302  302  302  302  302  302  302  302  302  302  302
    POST account_login                    200  302  302  302  302  302  302  302  302  302  302  302
    GET  account_logout                   302  200  200  200  200  200  200  200  200  200  200  200
    POST account_logout                   302  302  302  302  302  302  302  302  302  302  302  302
    POST set_language                     302  302  302  302  302  302  302  302  302  302  302  302
    GET  public:items                     200  200  200  200  200  200  200  200  200  200  200  200
    GET  public:item                      200  200  200  404  200  200  200  200  200  200  200  200
    GET  public:bundles                   200  200  200  200  200  200  200  200  200  200  200  200
    GET  public:bundle                    200  200  200  404  200  200  200  200  200  200  200  200
    GET  public:verify                    200  200  200  200  200  200  200  200  200  200  200  200
    POST public:verify                    302  302  302  302  302  302  302  302  302  302  302  302
    GET  public:verified                  200  200  200  200  200  200  200  200  200  200  200  200
    GET  public:accessibility             200  200  200  200  200  200  200  200  200  200  200  200
    GET  public:health                    200  200  200  200  200  200  200  200  200  200  200  200
    GET  public:styleguide                200  200  200  200  200  200  200  200  200  200  200  200
    GET  portal:policies                  in   200  200  200  403  200  403  403  403  403  403  403
    GET  portal:policy                    in   200  200  404  403  200  403  403  403  403  403  403
    GET  portal:answer                    in   200  200  404  403  200  403  403  403  403  403  403
    POST portal:answer                    in   302  302  404  403  302  403  403  403  403  403  403
    POST portal:apply                     in   302  302  404  403  302  403  403  403  403  403  403
    GET  portal:draft                     in   200  404  404  404  200  404  404  404  404  404  404
    POST portal:draft                     in   302  404  404  404  302  404  404  404  404  404  404
    POST portal:autosave                  in   200  404  404  404  200  404  404  404  404  404  404
    GET  portal:materials                 in   200  404  404  404  200  404  404  404  404  404  404
    POST portal:materials                 in   302  404  404  404  302  404  404  404  404  404  404
    GET  portal:check                     in   200  404  404  404  200  404  404  404  404  404  404
    POST portal:check                     in   302  404  404  404  302  404  404  404  404  404  404
    GET  portal:cases                     in   200  200  200  403  200  403  403  403  403  403  403
    GET  portal:case                      in   200  404  404  404  200  404  404  404  404  404  404
    GET  portal:correct                   in   200  404  404  404  200  404  404  404  404  404  404
    POST portal:correct                   in   302  404  404  404  302  404  404  404  404  404  404
    POST portal:correct_material          in   302  404  404  404  302  404  404  404  404  404  404
    GET  portal:withdraw                  in   200  404  404  404  200  404  404  404  404  404  404
    POST portal:withdraw                  in   302  404  404  404  302  404  404  404  404  404  404
    POST portal:rate                      in   302  404  404  403  403  403  404  403  403  404  404
    GET  portal:certificate               in   200  404  404  200  200  200  404  200  200  404  404
    GET  portal:file                      in   200  404  404  200  200  200  404  200  200  404  404
    GET  portal:notices                   in   200  200  200  200  200  200  200  200  200  200  200
    POST portal:notice                    in   302  404  404  404  302  404  404  404  404  404  404
    GET  desk:window                      in   403  403  200  200  200  403  403  403  403  403  403
    POST desk:window                      in   403  403  422  302  302  403  403  403  403  403  403
    POST desk:end_acting                  in   302  302  302  302  302  302  302  302  302  302  302
    GET  desk:tasks                       in   403  403  200  200  200  200  200  200  403  403  403
    GET  desk:task                        in   403  403  404  404  404  200  404  404  403  403  403
    POST desk:task                        in   403  403  404  404  404  302  404  404  403  403  403
    GET  desk:cases                       in   403  403  200  200  200  200  200  200  403  403  403
    GET  desk:case                        in   403  403  404  200  200  200  404  200  403  403  403
    GET  watch:overview                   in   403  403  200  403  403  403  403  403  200  200  403
    GET  watch:cases                      in   403  403  200  403  403  403  403  403  200  200  403
    GET  watch:case                       in   403  403  404  403  403  403  403  403  200  404  403
    GET  watch:ratings                    in   403  403  200  403  403  403  403  403  200  200  403
    GET  watch:payments                   in   403  403  200  403  403  403  403  403  200  200  403
    GET  watch:matched                    in   403  403  404  403  403  403  403  403  200  404  403
    GET  watch:exports                    in   403  403  200  403  403  403  403  403  200  200  403
    POST watch:exports                    in   403  403  302  403  403  403  403  403  302  302  403
    GET  watch:export                     in   403  403  404  403  403  403  403  403  200  404  403
    GET  studio:items                     in   403  403  200  403  403  403  403  403  403  403  200
    GET  studio:new                       in   403  403  200  403  403  403  403  403  403  403  200
    POST studio:new                       in   403  403  422  403  403  403  403  403  403  403  302
    GET  studio:upstream                  in   403  403  200  403  403  403  403  403  403  403  200
    POST studio:upstream                  in   403  403  404  403  403  403  403  403  403  403  302
    GET  studio:basic                     in   403  403  200  403  403  403  403  403  403  403  200
    GET  studio:claim                     in   403  403  404  403  403  403  403  403  403  403  200
    POST studio:claim                     in   403  403  404  403  403  403  403  403  403  403  302
    GET  studio:item                      in   403  403  404  403  403  403  403  403  403  403  200
    GET  studio:diff                      in   403  403  404  403  403  403  403  403  403  403  200
    POST studio:release                   in   403  403  404  403  403  403  403  403  403  403  302
    POST studio:drop                      in   403  403  404  403  403  403  403  403  403  403  302
    POST studio:withdraw                  in   403  403  404  403  403  403  403  403  403  403  302
    GET  studio:basics                    in   403  403  404  403  403  403  403  403  403  403  200
    POST studio:basics                    in   403  403  404  403  403  403  403  403  403  403  302
    GET  studio:record                    in   403  403  404  403  403  403  403  403  403  403  200
    POST studio:record                    in   403  403  404  403  403  403  403  403  403  403  302
    GET  studio:part                      in   403  403  404  403  403  403  403  403  403  403  200
    POST studio:part                      in   403  403  404  403  403  403  403  403  403  403  302
    POST studio:check                     in   403  403  404  403  403  403  403  403  403  403  200
    POST studio:change                    in   403  403  404  403  403  403  403  403  403  403  302
    GET  standards:elements               in   403  403  200  403  403  403  403  403  403  403  200
    GET  standards:register               in   403  403  200  403  403  403  403  403  403  403  200
    POST standards:register               in   403  403  302  403  403  403  403  403  403  403  302
    GET  standards:element                in   403  403  404  403  403  403  403  403  403  403  200
    GET  standards:revise                 in   403  403  404  403  403  403  403  403  403  403  200
    POST standards:revise                 in   403  403  404  403  403  403  403  403  403  403  302
    POST standards:retire                 in   403  403  404  403  403  403  403  403  403  403  302
    GET  standards:lists                  in   403  403  200  403  403  403  403  403  403  403  200
    GET  standards:list                   in   403  403  200  403  403  403  403  403  403  403  200
    GET  standards:code                   in   403  403  200  403  403  403  403  403  403  403  200
    GET  standards:calendar               in   403  403  200  403  403  403  403  403  403  403  200
    GET  standards:overlay                in   403  403  200  403  403  403  403  403  403  403  200
    POST standards:overlay                in   403  403  302  403  403  403  403  403  403  403  302
    GET  imports:begin                    in   403  403  200  403  403  403  403  403  403  403  200
    POST imports:begin                    in   403  403  422  403  403  403  403  403  403  403  422
    GET  imports:template                 in   403  403  200  403  403  403  403  403  403  403  200
    GET  imports:export                   in   403  403  200  403  403  403  403  403  403  403  200
    GET  imports:show                     in   403  403  404  403  403  403  403  403  403  403  200
    POST imports:write                    in   403  403  404  403  403  403  403  403  403  403  302
    POST imports:drop                     in   403  403  404  403  403  403  403  403  403  403  302
    GET  imports:errors                   in   403  403  404  403  403  403  403  403  403  403  200
    GET  api:openapi                      200  200  200  200  200  200  200  200  200  200  200  200
    GET  api:docs                         200  200  200  200  200  200  200  200  200  200  200  200
    GET  api:api-root                     404  404  404  404  404  404  404  404  404  404  404  404
""")
PAGES = {(name.split()[0], name.split()[1]): row for name, row in _PAGES.items()}

OPERATIONS = _rows("""
                                          anon own  strg frgn clrk papr rev  else deci sup  far  dsgn
    search_items                          200  200  200  200  200  200  200  200  200  200  200  200
    read_item                             200  200  200  404  200  200  200  200  200  200  200  200
    list_standings                        401  200  200  200  403  200  403  403  403  403  403  403
    read_standing                         401  200  200  404  403  200  403  403  403  403  403  403
    answer_policy                         401  200  200  422  403  200  403  403  403  403  403  403
    list_drafts                           401  200  200  200  200  200  200  200  200  200  200  200
    begin_draft                           401  200  200  404  403  200  403  403  403  403  403  403
    read_draft                            401  200  404  404  404  200  404  404  404  404  404  404
    keep_draft                            401  200  404  404  404  200  404  404  404  404  404  404
    add_material                          401  201  404  404  404  201  404  404  404  404  404  404
    submit_draft                          401  201  404  404  404  201  404  404  404  404  404  404
    list_cases                            401  200  200  200  200  200  200  200  200  200  200  200
    read_case                             401  200  404  404  200  200  200  404  200  200  404  404
    read_progress                         401  200  404  404  200  200  200  404  200  200  404  404
    read_points                           401  200  404  404  200  200  200  404  200  200  404  404
    send_correction                       401  200  404  404  403  200  403  404  403  403  404  404
    take_back_case                        401  200  404  404  403  200  403  404  403  403  404  404
    add_case_material                     401  201  404  404  404  201  404  404  404  404  404  404
    give_rating                           401  200  404  404  403  403  403  404  403  403  404  404
    list_tasks                            401  403  403  200  200  200  200  200  200  403  403  403
    read_task                             401  403  403  404  404  404  200  404  404  403  403  403
    finish_task                           401  403  403  404  404  404  200  404  404  403  403  403
    list_notices                          401  200  200  200  200  200  200  200  200  200  200  200
    read_notice                           401  200  404  404  404  200  404  404  404  404  404  404
    verify_certificate                    200  200  200  200  200  200  200  200  200  200  200  200
    download_certificate                  401  200  404  404  200  200  200  404  200  200  404  404
    read_overview                         401  403  403  200  403  403  403  403  403  200  200  403
    list_filtered_cases                   401  403  403  200  403  403  403  403  403  200  200  403
    list_exports                          401  403  403  200  403  403  403  403  403  200  200  403
    ask_export                            401  403  403  202  403  403  403  403  403  202  202  403
    read_export                           401  403  403  404  403  403  403  403  403  200  404  403
    download_export                       401  403  403  404  403  403  403  403  403  200  404  403
    verify_audit                          401  403  403  200  403  403  403  403  403  200  200  403
    read_health                           200  200  200  200  200  200  200  200  200  200  200  200
""")
