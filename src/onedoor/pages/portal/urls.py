"""The enterprise's own rooms."""

from django.urls import path

from onedoor.pages.portal import applying, cases, correcting, files, notices, policies

app_name = "portal"
urlpatterns = [
    path("policies/", policies.mine, name="policies"),
    path("policies/<code:code>/", policies.detail, name="policy"),
    path("policies/<code:code>/answer/", policies.answer, name="answer"),
    path("apply/<code:code>/", applying.start, name="apply"),
    path("drafts/<int:draft_id>/", applying.edit, name="draft"),
    path("drafts/<int:draft_id>/autosave/", applying.autosave, name="autosave"),
    path("drafts/<int:draft_id>/materials/", applying.materials, name="materials"),
    path("drafts/<int:draft_id>/check/", applying.check, name="check"),
    path("cases/", cases.mine, name="cases"),
    path("cases/<int:case_id>/", cases.detail, name="case"),
    path("cases/<int:case_id>/correct/", correcting.correct, name="correct"),
    path("cases/<int:case_id>/materials/", correcting.material, name="correct_material"),
    path("cases/<int:case_id>/withdraw/", cases.withdraw, name="withdraw"),
    path("cases/<int:case_id>/rate/", cases.rate, name="rate"),
    path("certificates/<int:certificate_id>/", files.certificate, name="certificate"),
    path("files/<int:upload_id>/", files.upload, name="file"),
    path("notices/", notices.mine, name="notices"),
    path("notices/<int:notice_id>/", notices.read, name="notice"),
]
