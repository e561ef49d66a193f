from django.urls import path

from personas import views

app_name = "personas"

urlpatterns = [path("<int:pk>/editar/", views.PersonaEditar.as_view(), name="persona-editar")]
