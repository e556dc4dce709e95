"""The studio's pages of the standards: data elements, code lists, the working-day calendar."""

from django.urls import path

from onedoor.pages.studio import standards_calendar, standards_codes, standards_elements

app_name = "standards"
urlpatterns = [
    path("", standards_elements.elements, name="elements"),
    path("elements/new/", standards_elements.register, name="register"),
    path("elements/<code:identifier>/", standards_elements.element, name="element"),
    path("elements/<code:identifier>/revise/", standards_elements.revise, name="revise"),
    path("elements/<code:identifier>/retire/", standards_elements.retire, name="retire"),
    path("lists/", standards_codes.lists, name="lists"),
    path("lists/<slug:slug>/", standards_codes.code_list, name="list"),
    path("lists/<slug:slug>/<str:code>/", standards_codes.code, name="code"),
    path("calendar/", standards_calendar.calendar, name="calendar"),
    path("calendar/add/", standards_calendar.overlay, name="overlay"),
]
