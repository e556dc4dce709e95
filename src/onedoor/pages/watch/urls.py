"""The supervisor's rooms."""

from django.urls import path

from onedoor.pages.watch import exports, lists, overview

app_name = "watch"
urlpatterns = [
    path("", overview.show, name="overview"),
    path("cases/", lists.cases, name="cases"),
    path("cases/<int:case_id>/", lists.case, name="case"),
    path("ratings/", lists.ratings, name="ratings"),
    path("payments/", lists.payments, name="payments"),
    path("matches/<code:code>/", lists.matched, name="matched"),
    path("exports/", exports.mine, name="exports"),
    path("exports/<int:export_id>/", exports.download, name="export"),
]
