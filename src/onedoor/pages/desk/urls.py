"""The offices: the window, the work list, the step at hand."""

from django.urls import path

from onedoor.pages.desk import cases, tasks, window

app_name = "desk"
urlpatterns = [
    path("window/", window.window, name="window"),
    path("window/done/", window.end_acting, name="end_acting"),
    path("tasks/", tasks.waiting, name="tasks"),
    path("tasks/<int:task_id>/", tasks.step, name="task"),
    path("cases/", cases.ours, name="cases"),
    path("cases/<int:case_id>/", cases.detail, name="case"),
]
