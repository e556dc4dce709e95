"""Every address of the house, in one screen. Sign-in is required everywhere unless a view says otherwise."""

from allauth.account.views import LogoutView
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from onedoor.api.house import api
from onedoor.pages.accounts import HouseLogin
from onedoor.pages.public.home import home, start

urlpatterns = [
    path("", home, name="home"),
    path("start/", start, name="start"),
    path("login/", HouseLogin.as_view(), name="account_login"),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("", include("onedoor.pages.public.urls")),
    path("portal/", include("onedoor.pages.portal.urls")),
    path("desk/", include("onedoor.pages.desk.urls")),
    path("watch/", include("onedoor.pages.watch.urls")),
    path("studio/standards/", include("onedoor.pages.studio.standards_urls")),
    path("studio/items/import/", include("onedoor.pages.studio.imports_urls")),
    path("studio/", include("onedoor.pages.studio.urls")),
    path("api/v1/", api.urls),
]
